package dev.isochron.simulation.judge;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.Optional;

/// T4: all participants reach the same outcome; one outcome for each transaction id, for ever. What
/// anybody is told is what stands in the coordinator's log.
final class OutcomeJudge implements Judge {
    static final String NAME = "T4 atomic";

    private final Truth truth;

    OutcomeJudge(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void ruled(Site at, ReplicaKey who, Applied applied) {
        if (truth.isNew(who.group(), applied)) {
            applied.rulings().forEach(ruled -> judge(who, ruled));
        }
    }

    private void judge(ReplicaKey who, Applied.Ruled ruled) {
        switch (ruled.record()) {
            case TxnRecord.Committed committed -> {
                if (ruled.ruling() instanceof Ruling.Landed landed) {
                    requireFirst(who, committed.txn(), new Outcome.Committed(landed.at()));
                }
            }
            case TxnRecord.Aborted aborted -> {
                if (ruled.ruling() instanceof Ruling.Ended) {
                    requireFirst(who, aborted.txn(), new Outcome.Undone(aborted.why()));
                }
            }
            case TxnRecord.Resolved resolved -> {
                boolean counts =
                        ruled.ruling() instanceof Ruling.Landed
                                || ruled.ruling() instanceof Ruling.Ended;
                if (counts) {
                    requireSame(who + " logged", resolved.txn(), resolved.outcome());
                }
            }
            case TxnRecord.Prepared _, TxnRecord.Forgotten _, TxnRecord.Horizon _ -> {}
        }
    }

    private void requireFirst(ReplicaKey who, TxnId txn, Outcome outcome) {
        Optional<Outcome> before = truth.deed(txn).decision();
        Violation.unless(
                before.isEmpty(),
                NAME,
                () -> who + " decided " + outcome + " about " + txn + " after " + before);
    }

    private void requireSame(String who, TxnId txn, Outcome outcome) {
        Optional<Outcome> decided = truth.deed(txn).decision();
        boolean same =
                outcome instanceof Outcome.Committed
                        ? decided.equals(Optional.of(outcome))
                        : decided.filter(d -> d instanceof Outcome.Committed).isEmpty();
        Violation.unless(
                same, NAME, () -> who + " " + outcome + " of " + txn + ", decided was " + decided);
    }

    @Override
    public void said(Site at, ReplicaKey who, Parley parley) {
        if (parley instanceof Parley.Decided decided) {
            requireSame(who + " told", decided.txn(), decided.outcome());
        }
    }

    @Override
    public void answered(Site at, ReplicaKey who, Request request, Reply reply) {
        if (reply instanceof Reply.Committed(Timestamp s, _)
                && request instanceof Request.Commit commit) {
            requireSame(who + " answered", commit.attempt().id(), new Outcome.Committed(s));
        } else if (reply instanceof Reply.Told(Outcome outcome)
                && request instanceof Request.AskOutcome ask) {
            requireSame(who + " answered", ask.txn(), outcome);
        }
    }
}
