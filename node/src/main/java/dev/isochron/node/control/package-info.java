/// The controller on its nodes: its replicated state, whoever leads it, and what every node does
/// for it.
///
/// ```
/// ControllerState  the image as its log made it
/// ControllerDesk   at a replica: the leader hears reports, decides, logs, tells orders
/// Roll             when each node was last heard
/// Seats            keeps the controller's own replicas on nodes that serve
/// Steward          on every node: reports what its shards are, carries orders out, asks for people
/// Premises         what a node has, for its steward
/// ```
///
/// No request of a client passes here: with all of it dead, reads and writes go on. Decisions are
/// made one entry at a time, and an entry names how many were before it, so nothing rests on an
/// image that is not what the log says. Called by `assembly` on the node's loop.
@NullMarked
package dev.isochron.node.control;

import org.jspecify.annotations.NullMarked;
