package dev.isochron.txn.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.MemoryShelf;
import dev.isochron.txn.Rule;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.Sweep;
import dev.isochron.txn.TxnState;
import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Pledge;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TxnStateTest {

    private static final Key ANCHOR = Plan.writeKey(0);
    private static final Span OTHER = Plan.span(1);
    private static final Timestamp S = new Timestamp(110);
    private static final Plan PLAN = Plans.twoWriters();

    private static final TxnRecord.Committed COMMITTED =
            new TxnRecord.Committed(Plan.TXN, ANCHOR, S, List.of(), List.of(OTHER));
    private static final TxnRecord.Aborted ABORTED =
            new TxnRecord.Aborted(Plan.TXN, ANCHOR, new Aborted.DecidedByInquiry(Plan.TXN));
    private static final TxnRecord.Prepared PREPARED =
            new TxnRecord.Prepared(
                    Plan.ATTEMPT,
                    ANCHOR,
                    PLAN.share(1),
                    new Pledge(Plan.FIRST, new Timestamp(101), new Timestamp(115)),
                    Optional.empty());

    private final MemoryShelf shelf = new MemoryShelf();
    private final TxnState state = TxnState.load(shelf, Span.ALL, Rule.all());

    @Test
    void ofTwoDecisionsTheFirstInTheLogWins() {
        assertInstanceOf(Ruling.Landed.class, state.apply(COMMITTED));
        assertEquals(new Ruling.Lost(new Outcome.Committed(S)), state.apply(ABORTED));
        assertEquals(Optional.of(new Outcome.Committed(S)), state.decision(ANCHOR, Plan.TXN));
        assertEquals(new Ruling.Repeated(), state.apply(COMMITTED));
    }

    @Test
    void anAbortIsNotUndoneByACommit() {
        state.apply(ABORTED);
        assertInstanceOf(Ruling.Lost.class, state.apply(COMMITTED));
    }

    @Test
    void withoutTheRuleTheLaterDecisionWouldWin() {
        Set<Rule> rules = Rule.allBut(Rule.FIRST_DECISION_WINS);
        TxnState mutant = TxnState.load(new MemoryShelf(), Span.ALL, rules);
        mutant.apply(ABORTED);
        assertInstanceOf(Ruling.Landed.class, mutant.apply(COMMITTED));
    }

    @Test
    void aCommitIsKeptBelowTheHorizonUntilEverybodyHasLoggedIt() {
        state.apply(COMMITTED);
        assertEquals(new Ruling.Ended(), state.apply(horizon()));
        assertEquals(Optional.of(new Outcome.Committed(S)), state.decision(ANCHOR, Plan.TXN));
        state.apply(new TxnRecord.Forgotten(Plan.TXN, ANCHOR, List.of(OTHER)));
        assertEquals(Optional.empty(), state.decision(ANCHOR, Plan.TXN));
        assertEquals(new Ruling.TooEarly(new Timestamp(51)), state.apply(COMMITTED));
    }

    @Test
    void aShareThatWasCutIsForgottenPieceByPiece() {
        state.apply(COMMITTED);
        Span.Halves halves = OTHER.splitAt(Plan.writeKey(1));
        state.apply(new TxnRecord.Forgotten(Plan.TXN, ANCHOR, List.of(halves.left())));
        assertEquals(
                List.of(halves.right()), state.untold(ANCHOR, Plan.TXN).orElseThrow().untold());
        state.apply(new TxnRecord.Forgotten(Plan.TXN, ANCHOR, List.of(halves.right())));
        assertEquals(List.of(), state.untold());
        assertEquals(Optional.of(new Outcome.Committed(S)), state.decision(ANCHOR, Plan.TXN));
    }

    @Test
    void aShareThatHadItsOutcomeIsNotPreparedAgain() {
        assertEquals(new Ruling.Entered(), state.apply(PREPARED));
        assertEquals(new Ruling.Repeated(), state.apply(PREPARED));
        Outcome outcome = new Outcome.Committed(S);
        TxnRecord resolved = new TxnRecord.Resolved(Plan.TXN, ANCHOR, OTHER, outcome);
        assertEquals(new Ruling.Landed(S, PLAN.share(1).writes()), state.apply(resolved));
        assertEquals(new Ruling.Repeated(), state.apply(resolved));
        assertEquals(new Ruling.Lost(outcome), state.apply(PREPARED));
        state.apply(horizon());
        assertEquals(new Ruling.TooEarly(new Timestamp(51)), state.apply(PREPARED));
    }

    @Test
    void whatIsInDoubtStaysSoBelowTheHorizon() {
        state.apply(PREPARED);
        state.apply(horizon());
        assertEquals(List.of(PREPARED), state.inDoubt());
        assertEquals(List.of(PREPARED), TxnState.load(shelf, Span.ALL, Rule.all()).inDoubt());
    }

    @Test
    void aShareInDoubtIsCutWhereItsShardIsSplit() {
        state.apply(PREPARED);
        state.cutAt(Plan.writeKey(1));
        List<TxnRecord.Prepared> halves = state.inDoubt();
        assertEquals(2, halves.size());
        assertEquals(List.of(), halves.get(0).share().writes());
        assertEquals(PREPARED.share().writes(), halves.get(1).share().writes());
        assertEquals(PREPARED.pledge(), halves.get(0).pledge());
        assertEquals(Plan.writeKey(1), halves.get(1).span().from());
        assertEquals(OTHER.until(), halves.get(1).span().until());
        assertEquals(halves, TxnState.load(shelf, Span.ALL, Rule.all()).inDoubt());
    }

    @Test
    void theHorizonOnlyRises() {
        state.apply(horizon());
        assertEquals(new Ruling.Repeated(), state.apply(new TxnRecord.Horizon(Timestamp.MIN)));
        assertEquals(new Timestamp(51), state.horizon());
    }

    @Test
    void sweepingTakesBackWhatNobodySees() {
        state.apply(ABORTED);
        Sweep sweep = new Sweep(state, 0);
        round(sweep);
        assertEquals(1, shelf.all().size());
        assertFalse(sweep.isDue(), "nothing is below the horizon");
        state.apply(horizon());
        assertTrue(sweep.isDue());
        round(sweep);
        assertEquals(List.<Kept>of(), shelf.all());
        assertFalse(sweep.isDue());
    }

    @Test
    void aSweepWaitsUntilEnoughIsBelowTheHorizon() {
        Sweep sweep = new Sweep(state, 20);
        round(sweep);
        state.apply(ABORTED);
        state.apply(horizon());
        long behind = 51 - Plan.TXN.birth().nanos();
        assertEquals(behind > 20, sweep.isDue());
        state.apply(new TxnRecord.Horizon(Plan.TXN.birth().plusNanos(21)));
        assertTrue(sweep.isDue());
        round(sweep);
        assertEquals(List.<Kept>of(), shelf.all());
    }

    private static void round(Sweep sweep) {
        sweep.step(Span.ALL, 1);
        while (sweep.isUnderWay()) {
            sweep.step(Span.ALL, 1);
        }
    }

    private static TxnRecord horizon() {
        return new TxnRecord.Horizon(new Timestamp(51));
    }
}
