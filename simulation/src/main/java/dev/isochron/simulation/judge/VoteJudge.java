package dev.isochron.simulation.judge;

import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.truth.Deed;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.Spans;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// T6, T7 and T8: a commit lies between floor and bound of votes that cover all that it did on
/// other shards; no bound reaches beyond the lease of whoever voted; a vote stands for the tenure
/// under which the locks were taken.
final class VoteJudge implements Judge {
    static final String BOUND = "T6 vote bound";
    static final String FLOOR = "T7 floor";
    static final String TENURE = "T8 tenure";

    private final Truth truth;
    private final BooleanSupplier clocksAreHonest;
    private final TreeMap<ReplicaKey, Timestamp> leases = new TreeMap<>();
    private final TreeMap<ReplicaKey, Timestamp> vouched = new TreeMap<>();

    VoteJudge(Truth truth, BooleanSupplier clocksAreHonest) {
        this.truth = truth;
        this.clocksAreHonest = clocksAreHonest;
    }

    // -- votes ---------------------------------------------------------------------------------

    @Override
    public void said(Site at, ReplicaKey who, Parley parley) {
        if (parley instanceof Parley.Yes(var txn, _, Vote vote)) {
            vouched.merge(who, vote.bound(), Timestamp::max);
            truth.deed(txn).share(vote.span()).ifPresent(s -> requireTenure(who, s, vote.tenure()));
        }
    }

    private static void requireTenure(ReplicaKey who, Share share, Tenure tenure) {
        Optional<Tenure> quoted = share.tenure();
        Violation.unless(
                quoted.isEmpty() || quoted.get().equals(tenure),
                TENURE,
                () -> who + " vouches under " + tenure + " for locks taken under " + quoted);
    }

    /// The lease may have been extended in the very step that voted.
    @Override
    public void stands(Site at, ReplicaKey who, ReplicaView view) {
        leases.put(who, view.leaseEnd());
        Timestamp bound = vouched.remove(who);
        Violation.unless(
                bound == null || !bound.isAfter(view.leaseEnd()) || !view.serving(),
                BOUND,
                () -> who + " vouched until " + bound + ", its lease ends at " + view.leaseEnd());
    }

    // -- decisions -----------------------------------------------------------------------------

    @Override
    public void ruled(Site at, ReplicaKey who, Applied applied) {
        if (!truth.isNew(who.group(), applied)) {
            return;
        }
        for (Applied.Ruled ruled : applied.rulings()) {
            if (ruled.record() instanceof TxnRecord.Prepared prepared
                    && ruled.ruling() instanceof Ruling.Entered) {
                requireTenure(who, prepared.share(), prepared.pledge().tenure());
            } else if (ruled.record() instanceof TxnRecord.Committed committed
                    && ruled.ruling() instanceof Ruling.Landed) {
                judge(truth.deed(committed.txn()), committed.at());
            }
        }
    }

    private void judge(Deed deed, Timestamp s) {
        List<Span> others =
                deed.asked().stream()
                        .flatMap(commit -> commit.others().stream())
                        .map(Request.Participant::span)
                        .toList();
        List<Span> above = spans(deed, vote -> !vote.floor().isAfter(s));
        Violation.unless(
                Spans.minus(others, above).isEmpty() || !clocksAreHonest.getAsBoolean(),
                FLOOR,
                () -> deed + " is to commit at " + s + ", voted was " + deed.votes());
        List<Span> within =
                spans(deed, vote -> !vote.floor().isAfter(s) && !vote.bound().isBefore(s));
        Violation.unless(
                Spans.minus(others, within).isEmpty() || !clocksAreHonest.getAsBoolean(),
                BOUND,
                () -> deed + " is to commit at " + s + ", voted was " + deed.votes());
    }

    private static List<Span> spans(Deed deed, java.util.function.Predicate<Vote> wanted) {
        return deed.votes().stream().filter(wanted).map(Vote::span).toList();
    }
}
