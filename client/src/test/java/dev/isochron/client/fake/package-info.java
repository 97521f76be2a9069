/// A cluster by hand, for tests: strict, in memory, in virtual time, with faults on order.
///
/// ```
/// FakeCluster    nodes, shards, leaders; faults on the way; the transport port
/// FakeStore      versions, locks, votes and outcomes of the whole key space
/// FakeSessions   virtual time that jumps to the next event
/// Fate           what happens to one request on its way
/// ```
///
/// It refuses what a shard would refuse, and counts how often each attempt was executed.
@NullMarked
package dev.isochron.client.fake;

import org.jspecify.annotations.NullMarked;
