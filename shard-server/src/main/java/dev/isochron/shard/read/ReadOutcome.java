package dev.isochron.shard.read;

import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// What a step of the reads led to.
///
/// @param answers each by the token of its request, to leave once its timestamp is surely past
/// @param questions for the leader
public record ReadOutcome(List<Answer> answers, List<SafeTimes.Ask> questions) {

    public ReadOutcome() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    /// The answer to a request.
    ///
    /// @param notBefore nobody may be told before this is surely past (T3)
    public record Answer(long token, Reply reply, Timestamp notBefore) {}
}
