/// The network between nodes for real: gRPC streams that live as long as both nodes do.
///
/// ```
/// PeerNetwork   one stream per pair of nodes; the node with the higher id dials
/// PeerLink      what waits for one peer, and the stream to it, if there is one
/// Fragments     frames longer than one message, in pieces
/// ```
///
/// Callbacks of gRPC run on its own threads and only enqueue: links belong to the node's loop. What
/// a peer sends is believed as far as [dev.isochron.node.wire] believes it; a peer that breaks the
/// rules loses its stream. Who it is, and whether it may speak, is judged by the assembly.
@NullMarked
package dev.isochron.node.grpc;

import org.jspecify.annotations.NullMarked;
