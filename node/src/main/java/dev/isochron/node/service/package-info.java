/// What clients of a node talk to, over gRPC.
///
/// ```
/// LogService     requests in, answers out, both in batches of whatever was there
/// Conversation   one client's stream: what it has under way, what waits to be told
/// StatusReport   a node's status as it goes over the wire
/// ```
///
/// Requests are checked as if their sender were hostile. Callbacks of gRPC only enqueue on the
/// node's loop; answers of one turn of the loop leave as one message.
@NullMarked
package dev.isochron.node.service;

import org.jspecify.annotations.NullMarked;
