package dev.isochron.node.founding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.node.frame.Word.Goodbye;
import dev.isochron.paxos.model.NodeId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// When a node that is turned away must give up, and when it may go on.
final class RejectionsTest {
    private static final long PATIENCE = 1000;
    private static final Goodbye STALE =
            new Goodbye(Goodbye.Reason.STALE_DIRECTORY, "stale", new UUID(1, 1), 1);
    private static final Goodbye FOREIGN =
            new Goodbye(Goodbye.Reason.FOREIGN_CLUSTER, "foreign", new UUID(1, 1), 1);
    private static final Goodbye DOUBLE =
            new Goodbye(Goodbye.Reason.DUPLICATE_NODE, "double", new UUID(1, 1), 1);

    private final Rejections rejections = new Rejections(() -> 2, PATIENCE);

    /// The one that turns us away may be the stranger itself.
    @Test
    void oneOfTwoOthersIsNotEnough() {
        assertEquals(Optional.empty(), turnedAway(2, FOREIGN, 0));
        assertEquals(Optional.empty(), turnedAway(2, FOREIGN, PATIENCE));
    }

    @Test
    void aMajorityOfTheOthersIs() {
        assertEquals(Optional.empty(), turnedAway(2, FOREIGN, 0));
        assertEquals(Optional.of(FOREIGN), turnedAway(3, FOREIGN, 10));
    }

    @Test
    void anOldRejectionDoesNotCount() {
        assertEquals(Optional.empty(), turnedAway(2, FOREIGN, 0));
        assertEquals(Optional.empty(), turnedAway(3, FOREIGN, PATIENCE + 1));
    }

    /// It met a later state of the directory: the others may know nothing of it, but it is proof.
    @Test
    void oneWitnessOfALaterStateIsEnough() {
        assertEquals(Optional.of(STALE), turnedAway(2, STALE, 0));
    }

    /// The other life may be dead already, and only not missed yet.
    @Test
    void aDoubleWaitsForTheOtherToFallSilent() {
        turnedAway(2, DOUBLE, 0);
        assertEquals(Optional.empty(), turnedAway(3, DOUBLE, 10));
        turnedAway(2, DOUBLE, PATIENCE / 2);
        assertEquals(Optional.empty(), turnedAway(3, DOUBLE, PATIENCE / 2));
        turnedAway(2, DOUBLE, PATIENCE + 10);
        assertEquals(Optional.of(DOUBLE), turnedAway(3, DOUBLE, PATIENCE + 10));
    }

    private Optional<Goodbye> turnedAway(int peer, Goodbye goodbye, long uptime) {
        return rejections.turnedAway(new NodeId(peer), goodbye, uptime);
    }
}
