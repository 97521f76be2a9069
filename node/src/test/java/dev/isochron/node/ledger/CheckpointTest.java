package dev.isochron.node.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.checkpoint.Checkpoint;
import dev.isochron.node.checkpoint.UnreadableCheckpoint;
import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.node.machine.Durable;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.world.TestDisk;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A checkpoint is read back as it was, or not at all; a crash leaves the old one or the new one.
final class CheckpointTest {
    private static final GroupId GROUP = new GroupId(3);
    private static final ReplicaId REPLICA = new ReplicaId(2);
    private static final String FILE = "group-3-replica-2.ledger";
    private static final Configuration MEMBERS =
            Configuration.initial(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));

    private final TestDisk disk = new TestDisk();
    private final List<String> told = new ArrayList<>();

    @Test
    void itIsReadAsItWasWritten() {
        Checkpoint written = checkpoint(5);
        Checkpoint read = Checkpoint.decode(FILE, written.encode().array());
        assertEquals(written.group(), read.group());
        assertEquals(written.replica(), read.replica());
        assertEquals(written.at(), read.at());
        assertArrayEquals(written.image(), read.image());
    }

    @Test
    void anyFlippedBitAndAnyCutIsNoticed() {
        byte[] file = checkpoint(5).encode().array();
        for (int at = 0; at < file.length; at++) {
            byte[] damaged = file.clone();
            damaged[at] ^= 1;
            assertRefused(damaged, "flipped at " + at);
            assertRefused(java.util.Arrays.copyOf(file, at), "cut at " + at);
        }
    }

    private static void assertRefused(byte[] file, String how) {
        RuntimeException refusal =
                assertThrows(RuntimeException.class, () -> Checkpoint.decode(FILE, file), how);
        assertTrue(
                refusal instanceof IllegalArgumentException
                        || refusal instanceof UnreadableCheckpoint,
                () -> how + ": " + refusal);
    }

    @Test
    void aMachineGoesOnFromIt() {
        WholeMachine<Ledger, List<Outcome>> machine = open();
        write(machine, 3);
        machine.flush(MEMBERS, failure -> assertEquals(Optional.empty(), failure));
        disk.crash();
        WholeMachine<Ledger, List<Outcome>> again = open();
        assertEquals(machine.applied(), again.applied());
        assertEquals(machine.fingerprint(), again.fingerprint());
        assertEquals(List.of(), told);
    }

    @Test
    void aDamagedOneCountsAsNoneAndIsTold() {
        WholeMachine<Ledger, List<Outcome>> machine = open();
        write(machine, 3);
        machine.flush(MEMBERS, _ -> {});
        disk.flipBit(FILE, 100);
        WholeMachine<Ledger, List<Outcome>> again = open();
        assertEquals(Slot.ZERO, again.applied());
        assertEquals(
                List.of(
                        "The checkpoint group-3-replica-2.ledger is damaged: its checksum does not"
                                + " match. The replica fetches its state from the others; check the"
                                + " device."),
                told);
    }

    /// Deleting it because this program cannot read it would lose what a newer one wrote.
    @Test
    void aNewerOneIsRefusedAndStays() {
        WholeMachine<Ledger, List<Outcome>> machine = open();
        machine.flush(MEMBERS, _ -> {});
        disk.flipBit(FILE, 11);
        disk.flipBit(FILE, 10);
        UnreadableCheckpoint refusal = assertThrows(UnreadableCheckpoint.class, this::open);
        assertEquals(
                "The checkpoint group-3-replica-2.ledger cannot be read: its format has version"
                        + " 256, this program reads version 1. Start the program that wrote it, or"
                        + " a newer one.",
                refusal.getMessage());
        assertTrue(disk.names().contains(FILE));
    }

    @Test
    void aFullDiskLeavesTheOldOne() {
        WholeMachine<Ledger, List<Outcome>> machine = open();
        write(machine, 3);
        machine.flush(MEMBERS, _ -> {});
        write(machine, 2);
        disk.roomBytes = 0;
        List<Optional<RuntimeException>> failures = new ArrayList<>();
        machine.flush(MEMBERS, failures::add);
        assertTrue(failures.getFirst().isPresent());
        disk.crash();
        assertEquals(new Slot(3), open().applied());
        disk.roomBytes = Long.MAX_VALUE;
        machine.flush(MEMBERS, failures::add);
        assertEquals(Optional.empty(), failures.getLast());
        assertEquals(new Slot(5), open().applied());
    }

    @Test
    void deletingItLeavesNothing() {
        WholeMachine<Ledger, List<Outcome>> machine = open();
        machine.flush(MEMBERS, _ -> {});
        machine.delete(failure -> assertEquals(Optional.empty(), failure));
        assertEquals(List.of(), disk.names());
    }

    private WholeMachine<Ledger, List<Outcome>> open() {
        return LedgerMachine.open(
                GROUP,
                REPLICA,
                LedgerSettings.DEFAULT,
                new WholeMachine.Files(disk, CheckpointTest::perform),
                told::add);
    }

    private static void perform(
            DiskWorker.Job job, java.util.function.Consumer<Optional<RuntimeException>> done) {
        try {
            job.write();
            job.sync();
        } catch (RuntimeException e) {
            done.accept(Optional.of(e));
            return;
        }
        done.accept(Optional.empty());
    }

    private static void write(WholeMachine<Ledger, List<Outcome>> machine, int lines) {
        for (int i = 0; i < lines; i++) {
            long slot = machine.applied().value() + 1;
            Command command =
                    new Command(new ClientId(new Timestamp(1), 1), slot, new byte[] {1, 2});
            Entry entry = Batch.encode(List.of(new Stamped(new Timestamp(100 + slot), command)));
            machine.apply(new Slot(slot), entry);
        }
    }

    private static Checkpoint checkpoint(int slot) {
        return new Checkpoint(
                GROUP, REPLICA, new Durable(new Slot(slot), MEMBERS), new byte[] {7, 8, 9});
    }
}
