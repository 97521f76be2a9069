package dev.isochron.paxos.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WalTest {
    private static final StoreIdentity STORE =
            new StoreIdentity(new UUID(1, 1), new NodeId(2), new UUID(7, 7));
    private static final LogSettings SMALL = new LogSettings(8192, 4096, 8192, 1, 1 << 20);
    private static final GroupId G1 = new GroupId(1);
    private static final ReplicaId R2 = new ReplicaId(2);
    private static final Ballot B1 = new Ballot(1, 1);
    private static final HardRecord BEGAN =
            new HardRecord.Began(
                    G1,
                    R2,
                    Slot.FIRST,
                    Configuration.initial(List.of(new NodeId(1), new NodeId(2), new NodeId(3))));

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void whatWasSyncedIsThereAfterReopening() {
        Recovered first = Wal.open(disk, SMALL, STORE);
        append(first.wal(), BEGAN, accepted(1, "a"), new HardRecord.Horizon(new Timestamp(99)));
        flush(first.wal());
        Recovered second = Wal.open(disk, SMALL, STORE);
        ReplicaImage image = requireNonNull(second.replicas().get(G1));
        assertEquals(1, first.boot());
        assertTrue(second.boot() > first.boot());
        assertEquals(new Timestamp(99), second.horizon());
        assertEquals(B1, image.promised());
        assertEquals(1, image.accepted().size());
        assertTrue(second.damage().isClean());
    }

    @Test
    void aFlushTakesEverythingThatQueuedUpWhileTheLastOneRan() {
        Wal wal = Wal.open(disk, SMALL, STORE).wal();
        append(wal, BEGAN);
        Flush flush = wal.startFlush().orElseThrow();
        append(wal, accepted(1, "a"));
        append(wal, accepted(2, "b"));
        assertTrue(wal.startFlush().isEmpty(), "one flush at a time");
        perform(wal, flush);
        assertEquals(2, wal.startFlush().orElseThrow().records());
    }

    @Test
    void aFlushThatWasNotSyncedIsNotCompleted() {
        Wal wal = Wal.open(disk, SMALL, STORE).wal();
        append(wal, BEGAN);
        Flush flush = wal.startFlush().orElseThrow();
        flush.write(disk);
        assertThrows(InvariantViolation.class, () -> wal.completed(flush));
    }

    @Test
    void afterAFailureEveryCallSaysSo() {
        Wal wal = Wal.open(disk, SMALL, STORE).wal();
        wal.failed(new DiskFailedException("EIO", null));
        assertThrows(WalDeadException.class, () -> append(wal, BEGAN));
        assertThrows(WalDeadException.class, wal::startFlush);
        assertThrows(WalDeadException.class, wal::holders);
    }

    @Test
    void anAcceptanceBelowThePromiseIsRefusedByName() {
        Wal wal = Wal.open(disk, SMALL, STORE).wal();
        append(wal, BEGAN, new HardRecord.Promised(G1, new Ballot(5, 3)));
        assertThrows(InvariantViolation.class, () -> append(wal, accepted(1, "late")));
    }

    @Test
    void manySegmentsAreWrittenReleasedAndReused() {
        Wal wal = Wal.open(disk, SMALL, STORE).wal();
        append(wal, BEGAN);
        for (int slot = 1; slot <= 200; slot++) {
            append(wal, accepted(slot, "value ".repeat(50)));
            flush(wal);
            HardRecord cut =
                    new HardRecord.Began(
                            G1, R2, new Slot(slot), ((HardRecord.Began) BEGAN).configuration());
            append(wal, cut);
            while (wal.holders().isEmpty() && wal.release()) {
                flush(wal);
            }
            chores(wal);
        }
        flush(wal);
        assertTrue(disk.files.size() <= 6, disk.files.keySet().toString());
        ReplicaImage image = requireNonNull(Wal.open(disk, SMALL, STORE).replicas().get(G1));
        assertEquals(new Slot(200), image.begin());
        assertEquals(1, image.accepted().size());
    }

    @Test
    void aPromiseBeforeALostBeginningIsNobodys() {
        Wal wal = Wal.open(disk, SMALL, STORE).wal();
        MemoryDisk before = disk.copy();
        append(wal, BEGAN);
        flush(wal);
        int lost = lastDifference(before);
        append(wal, new HardRecord.Promised(G1, new Ballot(5, 3)));
        flush(wal);
        append(wal, BEGAN);
        flush(wal);
        segment(disk)[lost] ^= 1;
        Recovered again = Wal.open(disk, SMALL, STORE);
        ReplicaImage image = requireNonNull(again.replicas().get(G1));
        assertTrue(image.voteless());
        assertEquals(Ballot.NONE, image.promised());
        assertTrue(again.wal().restate(G1, image.records()) instanceof Position);
    }

    private int lastDifference(MemoryDisk before) {
        byte[] was = segment(before);
        byte[] is = segment(disk);
        int at = is.length - 1;
        while (was[at] == is[at]) {
            at--;
        }
        return at;
    }

    private static byte[] segment(MemoryDisk disk) {
        return requireNonNull(disk.files.get(LogFormat.segmentName(1)));
    }

    private static HardRecord accepted(long slot, String value) {
        return new HardRecord.Accepted(
                G1, new Slot(slot), B1, new Entry.Commands(value.getBytes(UTF_8)));
    }

    private static void append(Wal wal, HardRecord... records) {
        assertTrue(wal.append(List.of(records)) instanceof Position);
    }

    private void flush(Wal wal) {
        wal.startFlush().ifPresent(flush -> perform(wal, flush));
    }

    private void chores(Wal wal) {
        for (var chore = wal.nextChore(); chore.isPresent(); chore = wal.nextChore()) {
            chore.get().run(disk);
            wal.finished(chore.get());
        }
    }

    private void perform(Wal wal, Flush flush) {
        flush.write(disk);
        flush.sync(disk);
        wal.completed(flush);
    }
}
