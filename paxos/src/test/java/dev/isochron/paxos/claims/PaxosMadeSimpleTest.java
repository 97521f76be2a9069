package dev.isochron.paxos.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.world.Words;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lamport, *Paxos Made Simple* (2001), §2 and §3.
class PaxosMadeSimpleTest {
    private final Group group = new Group(3);

    @AfterEach
    void nothingWasBroken() {
        assertEquals(List.of(), group.violations());
    }

    /// §2.1: "Only a value that has been proposed may be chosen."
    @Test
    void onlyAValueThatHasBeenProposedMayBeChosen() {
        group.elect(1);
        group.pass(Duration.ofSeconds(2));
        assertEquals("[]", group.values(2));
    }

    /// P1: "An acceptor must accept the first proposal that it receives."
    @Test
    void anAcceptorAcceptsTheFirstProposalThatItReceives() {
        accept(new Ballot(1, 1), "x");
        assertEquals(new Ballot(1, 1), group.view(2).ballot());
        assertTrue(group.node(2).store().records().toString().contains("s1"));
    }

    /// P1a: "An acceptor can accept a proposal numbered n iff it has not responded to a prepare
    /// request having a number greater than n."
    @Test
    void anAcceptorIgnoresAProposalBelowWhatItPromised() {
        group.elect(3);
        group.loseAll();
        int before = group.node(2).store().records().size();
        accept(new Ballot(1, 1), "x");
        assertEquals(before, group.node(2).store().records().size());
    }

    private void accept(Ballot ballot, String value) {
        Beat beat = new Beat(Slot.ZERO, Timestamp.MIN, Slot.FIRST);
        group.world()
                .forge(
                        1,
                        2,
                        new Message.Accept(ballot, Slot.FIRST, List.of(Words.entry(value)), beat));
        group.deliver("accept", 1, 2);
        group.loseAll();
    }

    /// P2: "If a proposal with value v is chosen, then every higher-numbered proposal that is
    /// chosen has value v."
    @Test
    void whatIsChosenStaysChosenUnderEveryHigherBallot() {
        group.elect(1);
        group.propose(1, "x");
        group.deliver("accept", 1, 2);
        group.loseAll();
        group.node(1).crash();
        group.pass(Duration.ofSeconds(10));
        assertEquals("[x]", group.values(2));
        assertEquals("[x]", group.values(3));
    }

    /// §2.2: "An acceptor must remember this information even if it fails and then restarts."
    @Test
    void anAcceptorRemembersAcrossARestart() {
        group.elect(1);
        group.propose(1, "x");
        Ballot promised = group.view(2).ballot();
        group.deliver("accept", 1, 2);
        group.node(2).crash();
        group.node(2).restart();
        assertEquals(promised, group.view(2).ballot());
        assertTrue(group.node(2).store().records().toString().contains("slot=s1"));
    }

    /// §2.3: "Have acceptors respond ... to a distinguished learner": whoever leads tells the rest.
    @Test
    void theOthersLearnFromTheLeaderWhatIsChosen() {
        group.elect(1);
        group.propose(1, "x");
        group.deliver("accept", 1, 2);
        group.deliver("accepted", 1, 1);
        group.deliver("accepted", 2, 1);
        assertEquals("[x]", group.values(1));
        assertEquals("[]", group.values(3));
        group.pass(Duration.ofMillis(500));
        assertEquals("[x]", group.values(3));
    }

    /// §2.4: "A distinguished proposer must be selected as the only one to try issuing proposals."
    @Test
    void whileALeaderIsHeardNobodyElseStands() {
        group.elect(1);
        group.world().tick(group.node(2));
        group.world().run();
        assertTrue(group.view(1).established());
        assertEquals("following", group.view(2).role());
    }

    /// §3: "fill the gap ... by proposing ... a special no-op command".
    @Test
    void aNewLeaderFillsTheGapsWithNoOps() {
        group.elect(1);
        group.propose(1, "x", "y");
        group.deliver("accept", 1, 2);
        group.deliver("accept", 1, 2);
        group.loseAll();
        group.node(1).crash();
        group.pass(Duration.ofSeconds(10));
        assertEquals(group.values(2), group.values(3));
        assertTrue(group.values(3).contains("y"));
    }

    /// §3: "A newly chosen leader executes phase 1 for infinitely many instances": once.
    @Test
    void phaseOneIsExecutedOnceForAllSlots() {
        group.elect(1);
        Ballot ballot = group.view(1).ballot();
        group.propose(1, "x", "y", "z");
        assertFalse(
                group.world().wire().inFlight().stream().anyMatch(p -> p.kind().equals("prepare")));
        group.world().run();
        assertEquals(ballot, group.view(1).ballot());
        assertEquals("[x, y, z]", group.values(1));
    }
}
