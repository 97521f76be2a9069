package dev.isochron.txn.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Caller;
import dev.isochron.txn.Effect;
import dev.isochron.txn.MemoryShelf;
import dev.isochron.txn.Participant;
import dev.isochron.txn.Rule;
import dev.isochron.txn.Secured;
import dev.isochron.txn.TxnState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A transaction that writes nothing: its client collects the votes.
class ParticipantTest {

    private static final Caller CALLER = new Caller(1);

    private final HandLease lease = new HandLease(0, 40, Plan.START);
    private final TxnState state = TxnState.load(new MemoryShelf(), Span.ALL, Rule.all());
    private final Participant participant =
            new Participant(Plan.home(1), state, lease, Plan.SETTINGS, Rule.all());

    @Test
    void itsVoteIsTheAnswer() {
        Vote vote = vote();
        assertEquals(new Timestamp(101), vote.floor());
        assertEquals(new Timestamp(115), vote.bound());
        assertFalse(vote.writes());
    }

    @Test
    void itsLocksGoOnceItsTimestampIsGivenAway() {
        vote();
        List<Effect> effects = participant.finished(Plan.TXN, new Timestamp(110));
        assertTrue(effects.contains(new Effect.Release(Plan.TXN, Plan.span(1))));
        assertEquals(new Timestamp(110), lease.lastGiven());
    }

    @Test
    void aTimestampBeyondTheBoundIsIgnored() {
        vote();
        participant.finished(Plan.TXN, new Timestamp(116));
        assertTrue(participant.hasVoted(Plan.TXN));
        assertEquals(new Timestamp(101), lease.lastGiven());
    }

    @Test
    void aClientThatGivesUpAfterTheVoteHasToWaitForTheBound() {
        vote();
        participant.release(Plan.TXN, new Unavailable.Cancelled());
        assertTrue(participant.hasVoted(Plan.TXN));
        assertEquals(Optional.of(new Timestamp(115)), participant.furthestBound());
        lease.time(116);
        assertTrue(participant.tick().contains(new Effect.Release(Plan.TXN, Plan.span(1))));
        assertFalse(participant.hasVoted(Plan.TXN));
        assertEquals(new Timestamp(115), lease.lastGiven());
    }

    private Vote vote() {
        Request.Prepare asked = Plans.readerAhead().prepare(1);
        participant.prepare(
                CALLER,
                new Request.Prepare(
                        asked.route(), asked.attempt(), Optional.empty(), asked.share()));
        List<Effect> effects =
                participant.secured(
                        Plan.TXN, Plan.span(1), new Secured(Plan.FIRST, Optional.empty()));
        return effects.stream()
                .filter(Effect.Answer.class::isInstance)
                .map(Effect.Answer.class::cast)
                .map(answer -> ((Reply.Voted) answer.reply()).vote())
                .findFirst()
                .orElseThrow();
    }
}
