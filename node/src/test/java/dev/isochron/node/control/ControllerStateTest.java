package dev.isochron.node.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.cluster.Control;
import org.junit.jupiter.api.Test;

/// Entries of the controller's log that this program did not write.
final class ControllerStateTest {
    private final ControllerState state = new ControllerState();

    /// Replicas of the newer program apply it: whoever passed over it would differ from them (S1).
    @Test
    void anEntryOfANewerProgramStopsTheReplica() {
        byte[] newer = Control.Records.newBuilder().setVersion(99).build().toByteArray();
        IllegalStateException refusal =
                assertThrows(
                        IllegalStateException.class,
                        () -> state.apply(new Slot(1), new Entry.Commands(newer)));
        assertEquals(
                "a newer program wrote records of version 99, this program reads versions up to 2;"
                        + " start this node with that program",
                refusal.getMessage());
    }

    @Test
    void bytesThatNobodyWritesChangeNothing() {
        assertFalse(state.apply(new Slot(1), new Entry.Commands(new byte[] {1, 2, 3})));
        assertEquals(0, state.entries());
        assertEquals(new Slot(1), state.applied());
    }

    @Test
    void anImageOfANewerProgramIsRefused() {
        byte[] newer = Control.Image.newBuilder().setVersion(99).build().toByteArray();
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ControllerState.of(newer));
        assertEquals(
                "records of version 99, this program reads versions up to 2", refusal.getMessage());
    }
}
