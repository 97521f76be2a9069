/// What operators type: `isochron shards`, `jobs`, `node` and `plan`.
///
/// ```
/// ClusterPort   one question to any node, and its answer or a complaint
/// ShardsCommand, JobsCommand, NodeCommand, PlanCommand   ask, and print tables
/// ```
///
/// Called by `cli`.
@NullMarked
package dev.isochron.node.operate;

import org.jspecify.annotations.NullMarked;
