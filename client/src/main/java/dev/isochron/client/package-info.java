/// The transactional Java API: it routes to leaders, buffers writes and retries by itself.
///
/// ```
/// Isochron      a cluster: transact, snapshot, outcome, createTable; one for a whole program
/// Transaction   one attempt at work, handed to a program: reads, writes
/// OpenTransaction  one that stays open from call to call, in keys and bytes: what SQL sessions hold
/// Snapshot      reads of one moment, without locks, at any replica
/// Reader        what both can do: get, rows, scan
/// TableNumbers  which numbers new tables and indexes get
/// Scan          which rows of a table, in which order, how many
/// ```
///
/// An application needs this artifact and nothing else. The SQL front end is the same code path.
/// Its transport is a port; the gRPC one is the only part that owns threads and sockets. Calls
/// block in one place, `dev.isochron.client.port.Sessions`, and may run on any thread; each has an
/// async twin that runs beside its caller.
///
/// Invariant kept here: T3 wait, for every reply handed to the application.
@NullMarked
package dev.isochron.client;

import org.jspecify.annotations.NullMarked;
