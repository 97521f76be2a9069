package dev.isochron.txn.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Caller;
import dev.isochron.txn.Coordinator;
import dev.isochron.txn.Effect;
import dev.isochron.txn.MemoryShelf;
import dev.isochron.txn.Rule;
import dev.isochron.txn.Secured;
import dev.isochron.txn.TxnState;
import dev.isochron.txn.record.TxnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a coordinator alone can show, step by step.
class CoordinatorTest {

    private static final Key ANCHOR = Plan.writeKey(0);
    private static final Caller CALLER = new Caller(1);
    private static final Plan PLAN = Plans.twoWriters();

    private final HandLease lease = new HandLease(2, 100, Plan.START);
    private final TxnState state = TxnState.load(new MemoryShelf(), Span.ALL, Rule.all());
    private Coordinator coordinator = coordinator(Rule.all());

    private Coordinator coordinator(Set<Rule> rules) {
        return new Coordinator(Plan.home(0), state, lease, Plan.SETTINGS, rules);
    }

    @Test
    void oneShardCommitsInOneRoundAndAnswersOnceItsTimestampIsPast() {
        Plan plan = Plans.oneShard();
        coordinator.commit(CALLER, plan.commit());
        TxnRecord record = logged(coordinator.secured(Plan.TXN, secured()));
        Timestamp s = ((TxnRecord.Committed) record).at();
        assertTrue(!s.isBefore(lease.now().latest()));
        List<Effect> told = coordinator.applied(record, state.apply(record));
        assertEquals(
                List.of(
                        new Effect.Answer(
                                CALLER, new Reply.Committed(s, Duration.ZERO), Optional.of(s))),
                only(told, Effect.Answer.class));
        assertEquals(1, only(told, Effect.Release.class).size());
    }

    @Test
    void attack36AVoteThatComesBeforeTheCommitRequestCounts() {
        coordinator.receive(yes(101, 130));
        coordinator.commit(CALLER, PLAN.commit());
        assertInstanceOf(
                TxnRecord.Committed.class, logged(coordinator.secured(Plan.TXN, secured())));
    }

    @Test
    void withoutTheRuleAnEarlyVoteWouldBeMissing() {
        coordinator = coordinator(Rule.allBut(Rule.KEEP_EARLY_VOTES));
        coordinator.receive(yes(101, 130));
        coordinator.commit(CALLER, PLAN.commit());
        assertEquals(List.of(), only(coordinator.secured(Plan.TXN, secured()), Effect.Log.class));
    }

    /// A clock that jumps ahead takes a leader out of its lease: what it reads then must not make
    /// everybody forget, and refuse what was born since.
    @Test
    void nothingIsForgottenByAClockBeyondTheLease() {
        commitAndApply();
        lease.beyondItsEnd(true);
        lease.time(Plan.START + 1_000_000);
        assertEquals(List.of(), only(coordinator.tick(), Effect.Log.class));

        lease.beyondItsEnd(false);
        lease.time(Plan.START + 2_000_000);
        assertInstanceOf(TxnRecord.Horizon.class, logged(coordinator.tick()));
    }

    private void commitAndApply() {
        coordinator.commit(CALLER, Plans.oneShard().commit());
        TxnRecord record = logged(coordinator.secured(Plan.TXN, secured()));
        coordinator.applied(record, state.apply(record));
    }

    @Test
    void attack33ABoundThatIsMissedIsAskedForOnceAndThenEndsIt() {
        assertEquals(
                new Parley.VoteAgain(Plan.TXN, ANCHOR, Plan.span(1), new Timestamp(112)),
                sent(missABound()));
        lease.time(150);
        TxnRecord record = logged(coordinator.receive(yes(111, 125)));
        assertInstanceOf(Aborted.BoundMissed.class, ((TxnRecord.Aborted) record).why());
    }

    @Test
    void attack24NothingIsCommittedBeyondWhatItsClientVouchesFor() {
        coordinator.commit(CALLER, PLAN.commit(new Timestamp(109)));
        coordinator.secured(Plan.TXN, secured());
        lease.time(110);
        TxnRecord record = logged(coordinator.receive(yes(101, 205)));
        assertInstanceOf(Aborted.BoundMissed.class, ((TxnRecord.Aborted) record).why());
    }

    @Test
    void withoutTheRuleItWouldBeCommittedBeyondThat() {
        coordinator = coordinator(Rule.allBut(Rule.WITHIN_THE_CLIENTS_BOUND));
        coordinator.commit(CALLER, PLAN.commit(new Timestamp(109)));
        coordinator.secured(Plan.TXN, secured());
        lease.time(110);
        assertInstanceOf(TxnRecord.Committed.class, logged(coordinator.receive(yes(101, 205))));
    }

    @Test
    void withoutTheRuleItWouldAskForEver() {
        coordinator = coordinator(Rule.allBut(Rule.END_WHEN_BOUND_MISSED));
        missABound();
        lease.time(150);
        assertInstanceOf(Parley.VoteAgain.class, sent(coordinator.receive(yes(111, 125))));
    }

    private List<Effect> missABound() {
        coordinator.commit(CALLER, PLAN.commit());
        coordinator.secured(Plan.TXN, secured());
        lease.time(110);
        return coordinator.receive(yes(101, 105));
    }

    @Test
    void attack27AWoundEndsWhatIsUndecided() {
        coordinator.commit(CALLER, PLAN.commit());
        coordinator.secured(Plan.TXN, secured());
        TxnRecord record = logged(coordinator.receive(wound()));
        Aborted.Wounded why = (Aborted.Wounded) ((TxnRecord.Aborted) record).why();
        assertEquals(VictimRule.VOTED_BUT_UNDECIDED, why.rule());
    }

    @Test
    void attack27AWoundDoesNotEndWhatIsProposed() {
        coordinator.receive(yes(101, 130));
        coordinator.commit(CALLER, PLAN.commit());
        TxnRecord record = logged(coordinator.secured(Plan.TXN, secured()));
        assertEquals(List.of(), only(coordinator.receive(wound()), Effect.Log.class));
        coordinator.applied(record, state.apply(record));
        Parley.Decided answer = (Parley.Decided) sent(coordinator.receive(wound()));
        assertInstanceOf(Outcome.Committed.class, answer.outcome());
    }

    @Test
    void withoutTheRuleAWoundWouldEndNothing() {
        coordinator = coordinator(Rule.allBut(Rule.WOUND_THE_UNDECIDED));
        coordinator.commit(CALLER, PLAN.commit());
        coordinator.secured(Plan.TXN, secured());
        assertEquals(List.of(), only(coordinator.receive(wound()), Effect.Log.class));
    }

    @Test
    void attack23ACopyOfACommitThatComesAfterItsOutcomeWasForgottenIsNotCalledAborted() {
        TxnRecord horizon = new TxnRecord.Horizon(new Timestamp(Plan.BIRTH + 1));
        coordinator.applied(horizon, state.apply(horizon));
        List<Effect> effects = coordinator.commit(CALLER, Plans.oneShardBlind().commit());
        Effect.Answer answer = (Effect.Answer) only(effects, Effect.Answer.class).getFirst();
        assertInstanceOf(OutcomeUnknown.class, ((Reply.Failed) answer.reply()).failure());
        assertEquals(List.of(), only(effects, Effect.Secure.class));
    }

    @Test
    void attack37ATimestampFromTheFutureIsNotTakenIn() {
        coordinator.receive(yes(1_000_000, 1_000_001));
        coordinator.commit(CALLER, PLAN.commit());
        assertEquals(List.of(), only(coordinator.secured(Plan.TXN, secured()), Effect.Log.class));
    }

    private static Secured secured() {
        return new Secured(Plan.FIRST, Optional.empty());
    }

    private static Parley yes(long floor, long bound) {
        Vote vote =
                new Vote(
                        Plan.span(1), Plan.FIRST, new Timestamp(floor), new Timestamp(bound), true);
        return new Parley.Yes(Plan.TXN, ANCHOR, vote);
    }

    private static Parley wound() {
        Parley.Grievance over =
                new Parley.Grievance(
                        new RowName(Plan.writeKey(1), "a row"),
                        LockMode.whole(),
                        new Contender(Plan.TXN, "older", ""));
        return new Parley.Wound(Plan.TXN, ANCHOR, Plan.span(1), over);
    }

    private static TxnRecord logged(List<Effect> effects) {
        return ((Effect.Log) only(effects, Effect.Log.class).getFirst()).what();
    }

    private static Parley sent(List<Effect> effects) {
        return ((Effect.Send) only(effects, Effect.Send.class).getFirst()).message();
    }

    private static List<Effect> only(List<Effect> effects, Class<? extends Effect> kind) {
        List<Effect> found = new ArrayList<>();
        for (Effect effect : effects) {
            if (kind.isInstance(effect)) {
                found.add(effect);
            }
        }
        return found;
    }
}
