package dev.isochron.client.port;

import dev.isochron.protocol.request.Reply;
import dev.isochron.truetime.Timestamp;

/// What became of a request that was handed to a [Transport].
public sealed interface Delivery {

    /// The node answered.
    ///
    /// @param now surely past on the node when it answered; [Timestamp#MIN] if it cannot tell
    record Answered(Reply reply, Timestamp now) implements Delivery {}

    /// It surely never left.
    record NotSent(String problem) implements Delivery {}

    /// It may have arrived, and may still arrive; no answer will.
    record Lost(String problem) implements Delivery {}
}
