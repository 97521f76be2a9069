package dev.isochron.simulation.judge;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.truth.Deed;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// T2 and T3: a commit's timestamp is no earlier than true time when the request for it came, and
/// nobody outside hears of it before true time has passed it.
///
/// Both bind timestamps to real time, which is what external consistency is made of. With a lying
/// clock about, nothing is promised.
final class PatienceJudge implements Judge {
    static final String START = "T2 start";
    static final String WAIT = "T3 wait";

    private final Truth truth;
    private final Supplier<Timestamp> trueTime;
    private final BooleanSupplier clocksAreHonest;

    PatienceJudge(Truth truth, Supplier<Timestamp> trueTime, BooleanSupplier clocksAreHonest) {
        this.truth = truth;
        this.trueTime = trueTime;
        this.clocksAreHonest = clocksAreHonest;
    }

    @Override
    public void ruled(Site at, ReplicaKey who, Applied applied) {
        if (!truth.isNew(who.group(), applied) || !clocksAreHonest.getAsBoolean()) {
            return;
        }
        for (Applied.Ruled ruled : applied.rulings()) {
            if (ruled.record() instanceof TxnRecord.Committed committed
                    && ruled.ruling() instanceof Ruling.Landed) {
                Deed deed = truth.deed(committed.txn());
                Violation.unless(
                        !committed.at().isBefore(deed.askedAt()) || !deed.isHonest(),
                        START,
                        () ->
                                "%s is to commit at %s; the request came at %s"
                                        .formatted(deed, committed.at(), deed.askedAt()));
            }
        }
    }

    @Override
    public void answered(Site at, ReplicaKey who, Request request, Reply reply) {
        if (clocksAreHonest.getAsBoolean()) {
            Timestamp tells = tellsOf(reply);
            Violation.unless(
                    tells.isBefore(trueTime.get()),
                    WAIT,
                    () -> "%s tells of %s at %s: %s".formatted(who, tells, trueTime.get(), reply));
        }
    }

    /// The latest moment that an answer tells something of. What a locking read meets is waited for
    /// when the transaction ends.
    private static Timestamp tellsOf(Reply reply) {
        return switch (reply) {
            case Reply.Committed(Timestamp at, _) -> at;
            case Reply.Told(Outcome.Committed(Timestamp at)) -> at;
            case Reply.Snapshot snapshot -> snapshot.at();
            case Reply.Locked _,
                    Reply.Voted _,
                    Reply.Told _,
                    Reply.Checksum _,
                    Reply.Done _,
                    Reply.Failed _ ->
                    Timestamp.MIN;
        };
    }
}
