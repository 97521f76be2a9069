/// SQL for Postgres clients: wire protocol, parser, planner, executor, catalog.
///
/// It reaches data only through `client` and cannot see Paxos, locks or the ordered store. A
/// session is blocking code that waits only in ports.
///
/// Invariants kept here: Q1 index, Q2 schema. Called by `node`.
@NullMarked
package dev.isochron.sql;

import org.jspecify.annotations.NullMarked;
