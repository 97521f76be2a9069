/// The image of a cluster as its controller knows it, and the records that change it.
///
/// An image never changes; a record makes the next. Records say what is so, never why; applying one
/// asks nobody.
///
/// ```
/// ClusterImage     = servers, shards, jobs, rules, the next free numbers
/// Server           = id, address, locality, standing
/// Shard            = id, generation, span, replicas, leader?
/// Job              = Move | Retire | Dismiss | Handover | Split | Merge    at most one for each shard
/// Rules            = for each database: ranges of keys, and what their replicas are to be like
/// ControllerRecord = ServerJoined | ServerStands | ShardShaped | ShardGone
///                  | JobStarted | JobStepped | JobEnded | BorderStands | RulesStand
/// ```
///
/// Invariants kept here: C1 cover, C2 quorum ([ImageChecks]). Depends on nothing of the controller;
/// called by all of it.
@NullMarked
package dev.isochron.controller.cluster;

import org.jspecify.annotations.NullMarked;
