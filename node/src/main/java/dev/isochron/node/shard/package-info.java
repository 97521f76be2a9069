/// The shards of a node: each a [dev.isochron.shard.ShardReplica] on a Paxos replica, over one
/// store.
///
/// ```
/// StoreKeeper    the node's Storage: one job at a time, beside the loop
/// ShardMachine   a shard replica as the state machine behind its log: apply, flush, snapshots
/// ShardDesk      its clients, its peers and its turns: what came in together leaves together
/// HostLease      the lease of its Paxos replica, as two-phase commit sees it
/// Outside        where a desk's words go: to whoever owns a key, to the other replicas
/// ```
///
/// Everything happens on the node's loop, except that a job of the store writes beside it. Kept
/// here: entries are proposed in the turn in which their timestamps were given (T1). Called by
/// `assembly`.
@NullMarked
package dev.isochron.node.shard;

import org.jspecify.annotations.NullMarked;
