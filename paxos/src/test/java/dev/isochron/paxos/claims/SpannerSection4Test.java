package dev.isochron.paxos.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Corbett et al., *Spanner* (OSDI 2012), §4.1 and §4.2, as far as they speak of one Paxos group.
class SpannerSection4Test {
    private final Group group = new Group(3);

    @AfterEach
    void nothingWasBroken() {
        assertEquals(List.of(), group.violations());
    }

    private Timestamp give(int at) {
        return group.world().give(group.node(at)).orElseThrow();
    }

    /// §4.1.1: "upon receiving a quorum of lease votes the leader knows it has a lease".
    @Test
    void aLeaderKnowsThatItHasALeaseUponAQuorumOfVotes() {
        group.world().tick(group.node(1));
        group.isolate(3);
        group.world().run();
        assertTrue(group.view(1).serving());
    }

    /// §4.1.1: "a leader requests lease-vote extensions if they are near expiration".
    @Test
    void leaseVotesAreExtendedBeforeTheyExpire() {
        group.elect(1);
        Timestamp first = group.view(1).leaseEnd();
        group.pass(Duration.ofSeconds(4));
        assertTrue(group.view(1).serving());
        assertTrue(group.view(1).leaseEnd().isAfter(first));
    }

    /// §4.1.1: "for each Paxos group, each Paxos leader's lease interval is disjoint from every
    /// other leader's".
    @Test
    void leaseIntervalsAreDisjoint() {
        group.elect(1);
        Timestamp end = group.view(1).leaseEnd();
        group.node(1).crash();
        group.pass(Duration.ofSeconds(8));
        assertTrue(group.view(2).serving() || group.view(3).serving());
        assertTrue(group.world().now().isAfter(end));
    }

    /// §4.1.1: "before abdicating, a leader must wait until TT.after(s_max)"; here the successor is
    /// told `s_max` and stays above it.
    @Test
    void whoFollowsAnAbdicationStaysAboveAllThatWasGiven() {
        group.elect(1);
        Timestamp given = give(1);
        assertTrue(group.world().publish(group.node(1), given.plusNanos(1_000_000_000)));
        group.node(1)
                .step(new Input.Transfer(new ReplicaId(2), Timestamp.MIN, Estate.NONE), "transfer");
        group.world().run();
        group.pass(Duration.ofMillis(300));
        assertTrue(group.view(2).serving());
        assertTrue(give(2).isAfter(given.plusNanos(1_000_000_000)));
    }

    /// §4.1.2: "within each Paxos group, Spanner assigns timestamps to Paxos writes in
    /// monotonically increasing order, even across leaders".
    @Test
    void timestampsIncreaseAcrossLeaders() {
        group.elect(1);
        Timestamp last = give(1);
        last = requireAbove(last, give(1));
        group.node(1).crash();
        group.pass(Duration.ofSeconds(10));
        int leader = group.view(2).serving() ? 2 : 3;
        requireAbove(last, give(leader));
    }

    private static Timestamp requireAbove(Timestamp before, Timestamp after) {
        assertTrue(after.isAfter(before), after + " after " + before);
        return after;
    }

    /// §4.1.2: "a leader must only assign timestamps within the interval of its leader lease".
    @Test
    void aLeaderAssignsNothingOutsideItsLease() {
        group.elect(1);
        assertFalse(group.view(1).leaseEnd().isBefore(give(1)));
        group.isolate(1);
        group.pass(Duration.ofSeconds(4));
        assertEquals(Optional.empty(), group.world().give(group.node(1)));
    }
}
