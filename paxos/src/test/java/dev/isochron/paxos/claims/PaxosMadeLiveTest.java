package dev.isochron.paxos.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Chandra, Griesemer and Redstone, *Paxos Made Live* (2007), §5.
class PaxosMadeLiveTest {
    private final Group group = new Group(3);

    @AfterEach
    void nothingWasBroken() {
        assertEquals(List.of(), group.violations());
    }

    /// §5.1: "the replica with the corrupted disk ... participates in Paxos as a non-voting
    /// member".
    @Test
    void aReplicaWhoseDiskIsCorruptedDoesNotVote() {
        group.elect(1);
        group.propose(1, "x");
        group.world().run();
        group.node(3).crash();
        group.node(3).damage(1);
        assertTrue(group.view(3).voteless());
        group.node(1).crash();
        group.world().pass(Duration.ofSeconds(20));
        assertFalse(group.view(2).established(), "2 and a forgetful 3 are no quorum");
    }

    /// §5.2: "while the master has the lease, it is guaranteed that other replicas cannot
    /// successfully submit values to Paxos".
    @Test
    void whileTheMasterHasTheLeaseNobodyElseIsElected() {
        group.elect(1);
        group.isolate(1);
        group.pass(Duration.ofMillis(2500));
        assertTrue(group.view(1).serving());
        assertFalse(group.view(2).established() || group.view(3).established());
        group.pass(Duration.ofSeconds(3));
        assertFalse(group.view(1).serving());
        assertTrue(group.view(2).established() || group.view(3).established());
    }

    /// §5.2: "the master ... periodically boosts its ballot": not needed, a returning replica with
    /// a high ballot is brought back without one.
    @Test
    void aReplicaThatWasCutOffDoesNotDisturbTheMaster() {
        group.elect(1);
        group.isolate(3);
        group.pass(Duration.ofSeconds(8));
        group.world().wire().heal();
        group.pass(Duration.ofSeconds(2));
        assertTrue(group.view(1).serving());
        assertEquals("following", group.view(3).role());
    }

    /// §5.4: "group membership": a change is itself an entry, and the others go on meanwhile.
    @Test
    void theMasterGoesOnWithAMajority() {
        group.elect(1);
        group.node(3).crash();
        group.propose(1, "x");
        group.world().run();
        assertEquals("[x]", group.values(1));
    }

    /// §5.5: "a replica that ... comes back ... obtains a snapshot from another replica".
    @Test
    void aReplicaThatLagsBehindTheLogTakesASnapshot() {
        group.elect(1);
        group.isolate(3);
        for (int i = 0; i < 200; i++) {
            group.propose(1, "v" + i);
            group.world().run();
        }
        group.node(1).flush();
        group.node(2).flush();
        group.pass(Duration.ofSeconds(4));
        group.propose(1, "last");
        group.world().run();
        group.world().wire().heal();
        group.pass(Duration.ofSeconds(10));
        assertEquals(group.values(1), group.values(3));
    }
}
