package dev.isochron.shard.lead;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.model.ShardEffects.Word;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.ShardState;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells followers how far they can be read.
///
/// A safe time goes with the slot behind which nothing comes at or below it. A leader does not know
/// the slots of its proposals yet, so it tells once all that were under way are applied; followers
/// had to wait for those anyway.
final class Publishing {
    /// Questions that wait at most; whoever is left out asks again.
    private static final int MAX_WAITING = 1024;

    /// What [ShardRule#TELL_WHAT_IS_GIVEN] keeps from happening.
    private static final long TOO_HIGH_NANOS = 2_000_000;

    private final ShardId shard;
    private final ShardState state;
    private final Desk desk;
    private final boolean settled;
    private final long tooHigh;
    private final ArrayDeque<Promised> waiting = new ArrayDeque<>();

    /// @param records how many must have come to their end before it can be told
    private record Promised(NodeId to, long question, Timestamp safe, long records) {}

    Publishing(ShardId shard, ShardState state, Desk desk, ShardRules rules) {
        this.settled = rules.keeps(ShardRule.TELL_WHAT_IS_SETTLED);
        this.tooHigh = rules.keeps(ShardRule.TELL_WHAT_IS_GIVEN) ? 0 : TOO_HIGH_NANOS;
        this.shard = shard;
        this.state = state;
        this.desk = desk;
    }

    /// What this shard acknowledged is applied here; what others acknowledged is at least prepared,
    /// and may have committed at any time up to now.
    ///
    /// Answers now or later; not at all without a lease, or about times that have not come yet.
    List<Word> onAsk(Turn turn, NodeId from, SafeTimes.Ask ask) {
        boolean isApplied =
                ask.atLeast().equals(Timestamp.MIN) && state.rows().prepared().isEmpty();
        Timestamp safe = isApplied ? state.highest() : turn.latest();
        boolean has = !safe.isBefore(ask.atLeast()) && desk.publish(safe);
        if (!has || waiting.size() >= MAX_WAITING) {
            return List.of();
        }
        long records = isApplied ? 0 : desk.proposals().added();
        waiting.add(new Promised(from, ask.question(), safe, records));
        return due();
    }

    /// Tells everybody.
    List<Word> publish(Turn turn, List<NodeId> followers) {
        Timestamp safe = turn.latest();
        if (desk.publish(safe)) {
            for (NodeId follower : followers) {
                waiting.add(new Promised(follower, 0, safe, desk.proposals().added()));
            }
        }
        return due();
    }

    /// What can be told now.
    List<Word> due() {
        List<Word> words = new ArrayList<>();
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            Promised one = waiting.remove();
            if (one.records() <= desk.proposals().settled() || !settled) {
                words.add(
                        new Word(
                                Optional.of(one.to()),
                                new SafeTimes.Told(
                                        shard,
                                        one.question(),
                                        one.safe().plusNanos(tooHigh),
                                        state.applied().value())));
            } else {
                waiting.add(one);
            }
        }
        return words;
    }
}
