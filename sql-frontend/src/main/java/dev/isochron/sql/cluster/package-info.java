/// The cluster below the rows, as far as operators see it through SQL.
///
/// ```
/// ClusterPort    asks the cluster; a node implements it
/// Placement      what was said of the replicas of a table or a database
/// PlacementRules all that a database says, by ranges of keys
/// ClusterFacts   nodes, shards, jobs and hot rows at one moment
/// ```
///
/// None of it is transactional: what is shown is how things stand, and what is asked for happens at
/// once. Used by `system` and `engine`.
@NullMarked
package dev.isochron.sql.cluster;

import org.jspecify.annotations.NullMarked;
