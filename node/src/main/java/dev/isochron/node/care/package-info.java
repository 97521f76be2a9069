/// What a node does for the cluster beside its requests, as a client of it.
///
/// ```
/// CareService a thread of the node's own, and its way to the cluster
/// Caretaker   tells the node's shards which snapshots are held; removes rows that are too old
/// ```
///
/// It is plain blocking code over the ports of a client, so that it runs in simulation as well.
@NullMarked
package dev.isochron.node.care;

import org.jspecify.annotations.NullMarked;
