/// Isochron as a subject: three processes of `isochron server`, and its own clients.
///
/// ```
/// IsochronServer   one server process; it is the command line's `server`, with the harness beside it
/// IsochronShape    the nodes of one run: their ports, how many groups
/// LocalServers     such servers, to be killed, stopped and started again
/// IsochronLog      LogSubject: servers of that shape and a client process of LogClient
/// ```
///
/// Nothing is set away from what a user gets: the same command, the same defaults. Callers: the
/// commands of `bench`.
@NullMarked
package dev.isochron.bench.isochron;

import org.jspecify.annotations.NullMarked;
