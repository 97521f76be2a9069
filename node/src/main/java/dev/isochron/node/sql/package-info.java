/// Where clients of PostgreSQL's protocol come in: the sockets and threads around `sql-frontend`.
///
/// ```
/// SqlListener   accepts; a virtual thread for each connection; a limit for those not logged in
/// Visit         one connection as the protocol's House sees it: deadline, proof, admission
/// ClientSocket  its Channel: bytes, TLS, limits of time
/// Guard         its Bell: a cancellation wakes the session where it waits for the cluster, and
///               never while it is at the socket, which an interrupt would close
/// Conduct       what a session does, as pg_stat_activity shows it to others
/// Sessions      who is here, by the number that cancels; ends all when the node stops
/// Watch         looks at the clock for all of them
/// OwnTransport  the node's own client: no network to its own shards; Overdue keeps its timeouts
/// SqlOptions    address, TLS, who needs no password
/// ```
///
/// Nothing here knows SQL: sessions run on an engine that is handed in.
@NullMarked
package dev.isochron.node.sql;

import org.jspecify.annotations.NullMarked;
