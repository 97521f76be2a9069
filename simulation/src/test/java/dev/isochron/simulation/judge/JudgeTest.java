package dev.isochron.simulation.judge;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What whole clusters break too seldom for a mutation is broken here by hand.
class JudgeTest {
    private static final GroupId GROUP = new GroupId(1);
    private static final Ballot BALLOT = new Ballot(1, 1);
    private static final Configuration MEMBERS =
            Configuration.initial(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));
    private static final Beat BEAT = new Beat(Slot.ZERO, Timestamp.MIN, Slot.FIRST);

    private final Court court = Court.all(3, () -> Timestamp.MIN, () -> true);

    @BeforeEach
    void found() {
        for (int node = 1; node <= 3; node++) {
            court.opened(new Site(node), Timestamp.MIN);
            court.began(new Site(node), fresh(node));
        }
    }

    @Test
    void p5SeesAProposalWithPromisesOfTooFew() {
        promise(1);
        propose();

        assertComplaint("P5 configuration");
    }

    @Test
    void p5IsContentWithAQuorum() {
        promise(1);
        promise(2);
        propose();

        assertDoesNotThrow(court::throwIfBroken);
    }

    @Test
    void p6SeesAReplicaThatComesBackFromDamageAndMeansToVote() {
        promise(2);
        court.damaged(new Site(2));
        court.crashed(new Site(2));
        court.began(new Site(2), fresh(2));

        assertComplaint("P6 amnesia");
    }

    @Test
    void t1SeesATimestampThatIsGivenAfterAHigherOne() {
        court.gave(new Site(1), new ReplicaKey(GROUP, new ReplicaId(1)), new Timestamp(20));
        court.gave(new Site(2), new ReplicaKey(GROUP, new ReplicaId(2)), new Timestamp(19));

        assertComplaint("T1 monotonic");
    }

    @Test
    void c2SeesAChangeThatLeavesTooFewWhoRemember() {
        lose(2);
        lose(3);

        assertEquals("C2", assertThrows(Violation.class, this::change).judge());
    }

    @Test
    void c2IsContentWithAMajority() {
        lose(3);

        assertDoesNotThrow(this::change);
    }

    private void lose(int node) {
        promise(node);
        court.damaged(new Site(node));
    }

    /// Replica 1 learns that the members are these.
    private void change() {
        new QuorumJudge(court.evidence())
                .learned(
                        new Site(1),
                        new ReplicaKey(GROUP, new ReplicaId(1)),
                        Slot.FIRST,
                        new Entry.Reconfigure(MEMBERS));
    }

    private void assertComplaint(String judge) {
        Violation complaint = assertThrows(Violation.class, court::throwIfBroken);
        assertEquals(judge, complaint.judge());
    }

    private static ReplicaImage fresh(int node) {
        ReplicaId self = new ReplicaId(node);
        return ReplicaImage.fresh(new HardRecord.Began(GROUP, self, Slot.FIRST, MEMBERS));
    }

    /// The replica promises durably, says so, and replica 1 hears it.
    private void promise(int from) {
        Site site = new Site(from);
        court.appended(site, List.of(new HardRecord.Promised(GROUP, BALLOT)), from);
        court.saidSynced(site, from);
        court.trulySynced(site, from);
        Message.Promise promise =
                new Message.Promise(
                        BALLOT, Slot.FIRST, Slot.ZERO, List.of(), Timestamp.MIN, Timestamp.MIN);
        if (from != 1) {
            court.left(site, new Envelope(GROUP, new ReplicaId(from), new ReplicaId(1), promise));
        }
        Member sender = new Member(new ReplicaId(from), new NodeId(from));
        court.stepped(
                new Site(1),
                new ReplicaKey(GROUP, new ReplicaId(1)),
                new Input.Deliver(sender, promise),
                new Effects(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    private void propose() {
        Message accept = new Message.Accept(BALLOT, Slot.FIRST, List.of(Entry.NOOP), BEAT);
        court.left(new Site(1), new Envelope(GROUP, new ReplicaId(1), new ReplicaId(2), accept));
    }
}
