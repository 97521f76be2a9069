package dev.isochron.shard.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.shard.model.Turn;
import dev.isochron.truetime.Timestamp;

/// What a leader can say of the present, which followers have to ask for.
public interface Authority {

    /// Counts `t` as given, so that nothing later is at or below it; false without a lease that
    /// reaches so far.
    boolean publish(Turn turn, Timestamp t);

    /// The lowest timestamp that a proposal under way may put on a key of the span; [Timestamp#MAX]
    /// if there is none.
    Timestamp floorUnderWay(Span span);
}
