package dev.isochron.shard.read;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.ShardState;
import dev.isochron.storage.read.RangeChecksum;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TimestampLimit;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reads without locks of one replica, whatever its role.
public final class SnapshotReads {
    private final ShardId shard;
    private final ShardState state;
    private final SafeTime safe;
    private final ShardSettings settings;
    private final ShardRules rules;
    private final Map<Long, WaitingRead> waiting = new LinkedHashMap<>();
    private Optional<Authority> leader = Optional.empty();
    private long questions;

    public SnapshotReads(
            ShardId shard,
            ShardState state,
            SafeTime safe,
            ShardSettings settings,
            ShardRules rules) {
        this.shard = shard;
        this.state = state;
        this.safe = safe;
        this.settings = settings;
        this.rules = rules;
    }

    /// This replica leads from now on.
    public void leads(Authority authority) {
        leader = Optional.of(authority);
    }

    public void follows() {
        leader = Optional.empty();
    }

    public int waiting() {
        return waiting.size();
    }

    /// When something may become possible or due that no input tells of.
    public long wakeAtNanos(Turn turn) {
        long wake = Long.MAX_VALUE;
        for (WaitingRead read : waiting.values()) {
            wake = Math.min(wake, Math.min(read.deadlineNanos, askingAt(read)));
            if (read.at.isPresent() && read.at.get().isAfter(turn.latest())) {
                long missing = read.at.get().nanos() - turn.now().latestNanos();
                wake = Math.min(wake, turn.uptimeNanos() + missing);
            }
        }
        return wake;
    }

    private long askingAt(WaitingRead read) {
        return read.askAtNanos == 0 || leader.isPresent() ? Long.MAX_VALUE : read.askAtNanos;
    }

    // Inputs.

    public ReadOutcome read(Turn turn, long token, Request.SnapshotRead request) {
        return read(turn, token, new WaitingRead.Asked.Rows(request.lookups()), request.at());
    }

    public ReadOutcome checksum(Turn turn, long token, Request.Checksum request) {
        ReadAt at = new ReadAt.Exact(request.at());
        return read(turn, token, new WaitingRead.Asked.Checksum(request), at);
    }

    private ReadOutcome read(Turn turn, long token, WaitingRead.Asked asked, ReadAt when) {
        ReadOutcome out = new ReadOutcome();
        if (waiting.size() >= settings.waiting()) {
            fail(token, new Unavailable.Overloaded("reads that wait on " + shard), out);
            return out;
        }
        WaitingRead read = new WaitingRead(token, asked, turn.after(settings.readWait()));
        Optional<Failure> objection = settle(turn, read, when);
        if (objection.isPresent()) {
            fail(token, objection.get(), out);
        } else if (!advance(turn, read, out)) {
            waiting.put(token, read);
        }
        return out;
    }

    /// The leader answered, an entry was applied, a role changed, or time passed.
    public ReadOutcome goOn(Turn turn) {
        ReadOutcome out = new ReadOutcome();
        Iterator<WaitingRead> reads = waiting.values().iterator();
        while (reads.hasNext()) {
            WaitingRead read = reads.next();
            if (advance(turn, read, out)) {
                reads.remove();
            } else if (turn.uptimeNanos() >= read.deadlineNanos) {
                reads.remove();
                fail(
                        read.token,
                        new Unavailable.DeadlineExceeded(settings.readWait(), reason(read)),
                        out);
            }
        }
        return out;
    }

    private String reason(WaitingRead read) {
        boolean isInDoubt =
                read.at.isPresent() && !read.floor(state.rows().prepared()).isAfter(read.at.get());
        return isInDoubt
                ? "transactions in doubt on what it reads"
                : "this replica of " + shard + " to be fresh enough";
    }

    /// The leader's answer to a question; its safe time is known already.
    public void told(SafeTimes.Told told) {
        for (WaitingRead read : waiting.values()) {
            if (read.at.isEmpty() && told.question() == read.question) {
                read.at = Optional.of(told.safe());
            }
        }
    }

    /// From now on only these keys are this shard's: whoever waits for others asks elsewhere.
    public ReadOutcome keepTo(Span span, Failure why) {
        ReadOutcome out = new ReadOutcome();
        waiting.values()
                .removeIf(read -> {
                    boolean stays =
                            read.asked.lookups().stream()
                                    .allMatch(lookup -> span.contains(lookup.span()));
                    if (!stays) {
                        fail(read.token, why, out);
                    }
                    return !stays;
                });
        return out;
    }

    /// The replica ends; whoever waits asks another.
    public ReadOutcome close(Failure why) {
        ReadOutcome out = new ReadOutcome();
        waiting.values().forEach(read -> fail(read.token, why, out));
        waiting.clear();
        return out;
    }

    // Which moment.

    private Optional<Failure> settle(Turn turn, WaitingRead read, ReadAt when) {
        switch (when) {
            case ReadAt.Strong(boolean oneShard) -> strong(turn, read, oneShard);
            case ReadAt.Exact(Timestamp t) -> read.at = Optional.of(t);
            case ReadAt.ExactStaleness(Duration age) -> read.at = Optional.of(ago(turn, age));
            case ReadAt.MaxStaleness(Duration age) -> atLeast(turn, read, ago(turn, age));
            case ReadAt.AtLeast(Timestamp t) -> atLeast(turn, read, t);
        }
        return read.at.flatMap(t -> objection(turn, t));
    }

    /// One shard's leader has applied all that it acknowledged. What others acknowledged is
    /// prepared here at least, but may have committed at any time up to now.
    private void strong(Turn turn, WaitingRead read, boolean oneShard) {
        boolean isInDoubt = read.floor(state.rows().prepared()).isBefore(Timestamp.MAX);
        if (!oneShard) {
            read.at = Optional.of(turn.latest());
            return;
        }
        read.movable = true;
        Timestamp at = isInDoubt ? turn.latest() : state.highest();
        if (leader.isPresent() && leader.get().publish(turn, at)) {
            read.at = Optional.of(at);
        }
    }

    private void atLeast(Turn turn, WaitingRead read, Timestamp least) {
        Timestamp floor = read.floor(state.rows().prepared());
        Timestamp fresh = Timestamp.min(safe.proven(), floor.plusNanos(-1));
        Timestamp past = turn.now().earliest().plusNanos(-1);
        read.at = Optional.of(Timestamp.max(least, Timestamp.min(fresh, past)));
    }

    private static Timestamp ago(Turn turn, Duration age) {
        long nanos =
                age.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0
                        ? Long.MAX_VALUE
                        : age.toNanos();
        return turn.latest().plusNanos(-nanos);
    }

    private Optional<Failure> objection(Turn turn, Timestamp at) {
        TimestampLimit limit = settings.futureLimit();
        if (!limit.admits(at, turn.now())) {
            Duration ahead = Duration.ofNanos(limit.nanos());
            return Optional.of(new BadInput.FutureTimestamp(at, turn.latest(), ahead));
        }
        Timestamp horizon = state.store().horizon();
        return at.isBefore(horizon)
                ? Optional.of(new BadInput.SnapshotTooOld(at, horizon))
                : Optional.empty();
    }

    // Whether it can be shown.

    private boolean advance(Turn turn, WaitingRead read, ReadOutcome out) {
        if (read.at.isEmpty() && leader.isPresent()) {
            strong(turn, read, true);
        }
        if (read.at.isEmpty() || !isSafe(turn, read, read.at.get())) {
            ask(turn, read, out);
            return false;
        }
        boolean mayChange = !read.floor(state.rows().prepared()).isAfter(read.at.get());
        if (mayChange && rules.keeps(ShardRule.SUBTRACT_PREPARED)) {
            // The leader has nothing to tell that would help: an outcome must come by the log.
            read.askAtNanos = 0;
            return false;
        }
        answer(turn, read, out);
        return true;
    }

    private boolean isSafe(Turn turn, WaitingRead read, Timestamp at) {
        if (!safe.proven().isBefore(at) || !rules.keeps(ShardRule.AWAIT_SAFE_TIME)) {
            return true;
        }
        boolean published =
                leader.isPresent()
                        && !at.isAfter(turn.latest())
                        && (!rules.keeps(ShardRule.PUBLISH_READS)
                                || leader.get().publish(turn, at));
        return published
                && (read.floorUnderWay(leader.get()).isAfter(at)
                        || !rules.keeps(ShardRule.COUNT_UNDER_WAY));
    }

    /// Asks the leader once, and again only if no answer comes.
    private void ask(Turn turn, WaitingRead read, ReadOutcome out) {
        boolean isDue = read.askAtNanos == 0 || turn.uptimeNanos() >= read.askAtNanos;
        boolean isTooEarly = read.at.isPresent() && read.at.get().isAfter(turn.latest());
        if (leader.isPresent() || isTooEarly || !isDue) {
            return;
        }
        read.askAtNanos = turn.after(settings.askAgain());
        read.question = ++questions;
        out.questions().add(new SafeTimes.Ask(shard, read.question, read.at.orElse(Timestamp.MIN)));
    }

    private void answer(Turn turn, WaitingRead read, ReadOutcome out) {
        Timestamp at = read.at.orElseThrow();
        try {
            out.answers().add(shown(turn, read, at));
        } catch (RequestFailed refused) {
            fail(read.token, refused.failure(), out);
        }
    }

    private ReadOutcome.Answer shown(Turn turn, WaitingRead read, Timestamp at) {
        return switch (read.asked) {
            case WaitingRead.Asked.Rows(List<Lookup> lookups) -> {
                RowReader.Result result = RowReader.read(state.store(), at, lookups);
                Timestamp shown = read.movable ? earliest(turn, at, result.met()) : at;
                yield new ReadOutcome.Answer(
                        read.token, new Reply.Snapshot(shown, result.found()), shown);
            }
            case WaitingRead.Asked.Checksum(Request.Checksum asked) ->
                    new ReadOutcome.Answer(read.token, goOn(asked), at);
        };
    }

    private Reply goOn(Request.Checksum asked) {
        RangeChecksum begun =
                new RangeChecksum(
                        asked.at(), asked.rows(), asked.hash(), Optional.of(asked.span()));
        RangeChecksum done = state.store().checksum(begun, ShardSettings.CHECKSUM_STEPS);
        return new Reply.Checksum(done.rows(), done.hash(), done.rest().map(Span::from));
    }

    /// What was read is the same at every moment since the newest version that was met, so the
    /// reply waits for no other one.
    private static Timestamp earliest(Turn turn, Timestamp at, Timestamp met) {
        Timestamp past = turn.now().earliest().plusNanos(-1);
        return Timestamp.max(met, Timestamp.min(at, past));
    }

    private static void fail(long token, Failure why, ReadOutcome out) {
        out.answers().add(new ReadOutcome.Answer(token, new Reply.Failed(why), Timestamp.MIN));
    }
}
