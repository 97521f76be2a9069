package dev.isochron.node.host;

import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Effects.Fate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Who waits for the fates of proposals and changes of one replica.
final class Proposers<R> {
    private final Map<Long, Consumer<Verdict<R>>> waiting = new LinkedHashMap<>();
    private long lastToken;

    /// The token under which the fate is told.
    long await(Consumer<Verdict<R>> proposer) {
        lastToken++;
        waiting.put(lastToken, proposer);
        return lastToken;
    }

    /// @param results what the state machine answered to the entries of this step
    void answer(Effects.Reply reply, Map<Slot, R> results) {
        Consumer<Verdict<R>> proposer = waiting.remove(reply.token());
        if (proposer == null) {
            return;
        }
        Optional<R> result =
                reply.fate() instanceof Fate.Chosen(Slot slot)
                        ? Optional.ofNullable(results.get(slot))
                        : Optional.empty();
        proposer.accept(new Verdict<>(reply.fate(), result));
    }

    /// The replica ends: nobody here can tell any more.
    void dismiss() {
        List<Consumer<Verdict<R>>> unanswered = List.copyOf(waiting.values());
        waiting.clear();
        unanswered.forEach(p -> p.accept(new Verdict<>(new Fate.Unknown(), Optional.empty())));
    }
}
