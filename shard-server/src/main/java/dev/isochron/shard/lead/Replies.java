package dev.isochron.shard.lead;

import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.request.Reply;
import dev.isochron.shard.model.ShardEffects.Answer;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.Turn;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Answers that wait until everything they tell of is surely past (T3). Commit wait is this and
/// nothing else: it holds no lock and nobody up.
public final class Replies {
    private final ShardRules rules;
    private final TreeMap<Timestamp, List<Answer>> waiting = new TreeMap<>();

    public Replies(ShardRules rules) {
        this.rules = rules;
    }

    /// An answer to a request.
    ///
    /// @param notBefore nobody may be told before this is surely past
    public void add(long token, Reply reply, Timestamp notBefore) {
        boolean waits = rules.keeps(ShardRule.COMMIT_WAIT);
        waiting.computeIfAbsent(waits ? notBefore : Timestamp.MIN, _ -> new ArrayList<>(1))
                .add(new Answer(token, reply));
    }

    /// An answer that tells of no version.
    public void add(long token, Reply reply) {
        add(token, reply, Timestamp.MIN);
    }

    public void fail(long token, Failure why) {
        add(token, new Reply.Failed(why));
    }

    /// Those that may leave now.
    public List<Answer> due(Turn turn) {
        List<Answer> due = new ArrayList<>();
        while (!waiting.isEmpty() && isDue(turn, waiting.firstKey())) {
            due.addAll(waiting.pollFirstEntry().getValue());
        }
        return due;
    }

    private static boolean isDue(Turn turn, Timestamp notBefore) {
        return notBefore.equals(Timestamp.MIN) || turn.isPast(notBefore);
    }

    public long wakeAtNanos(Turn turn) {
        return waiting.isEmpty()
                ? Long.MAX_VALUE
                : turn.uptimeNanos() + TrueTime.waitNanos(turn.now(), waiting.firstKey());
    }

    public int waiting() {
        return waiting.size();
    }
}
