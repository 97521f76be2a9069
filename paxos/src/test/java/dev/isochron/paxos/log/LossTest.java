package dev.isochron.paxos.log;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A loss that a recovery accounted for: later ones find the same, whatever became of what told it.
///
/// ```
/// segments 1 and 2                │ segment 3
/// both groups begin, WHOLE's log  │ HIT's acceptance, lost │ WHOLE's state again, and more
/// ```
class LossTest {
    private static final StoreIdentity STORE =
            new StoreIdentity(new UUID(1, 1), new NodeId(2), new UUID(7, 7));
    private static final LogSettings SMALL = new LogSettings(8192, 4096, 8192, 1, 1 << 20);
    private static final GroupId HIT = new GroupId(1);
    private static final GroupId WHOLE = new GroupId(2);
    private static final ReplicaId R2 = new ReplicaId(2);
    private static final Ballot B1 = new Ballot(1, 1);

    /// Of an entry of which two and a half fit into a segment.
    private static final int LARGE = 3500;

    private final MemoryDisk disk = new MemoryDisk();
    private Wal wal = Wal.open(disk, SMALL, STORE).wal();
    private long slot;

    /// What ruled a group out is how many records it had before the loss; that goes with the
    /// segments before it.
    @Test
    void whoseRecordsALossTookIsFoundOutOnce() {
        Recovered first = afterALossInTheThirdSegment();
        Recovered second = reopen();
        assertEquals(first.replicas(), second.replicas());
        assertTrue(second.damage().isClean(), second.damage()::toString);
    }

    /// It reaches from the end of the second segment into the third. With the second one's file
    /// gone it seems to begin in the first, which nobody needs.
    @Test
    void aLossDoesNotGrowBelowTheOldestNeededSegment() {
        Recovered first = afterALossInTheThirdSegment();
        disk.files.remove(LogFormat.segmentName(2));
        Recovered second = reopen();
        assertEquals(first.replicas(), second.replicas());
        assertTrue(second.damage().isClean(), second.damage()::toString);
    }

    private Recovered afterALossInTheThirdSegment() {
        append(began(HIT, 1), began(WHOLE, 1));
        while (endOf(2) - wal.appended().value() >= LARGE) {
            accept(WHOLE, LARGE / 2);
        }
        MemoryDisk before = disk.copy();
        accept(HIT, LARGE);
        int lost = firstDifference(before);
        restate(WHOLE, List.of(began(WHOLE, slot + 1), new HardRecord.Promised(WHOLE, B1)));
        accept(WHOLE, 1);
        append(new HardRecord.Horizon(new Timestamp(1)));
        Arrays.fill(segment(disk, 3), lost, lost + Disk.SECTOR, (byte) 0);

        Recovered found = reopen();
        assertEquals(List.of(HIT), List.copyOf(found.damage().voteless().keySet()));
        assertEquals(1, imageOf(found, WHOLE).accepted().size());
        restate(HIT, imageOf(found, HIT).records());
        for (int segment = 0; segment < 2; segment++) {
            assertTrue(wal.release(), () -> "held by " + wal.holders());
        }
        flush();
        return found;
    }

    private static ReplicaImage imageOf(Recovered recovered, GroupId group) {
        return requireNonNull(recovered.replicas().get(group));
    }

    private Recovered reopen() {
        Recovered recovered = Wal.open(disk, SMALL, STORE);
        wal = recovered.wal();
        return recovered;
    }

    private static HardRecord began(GroupId group, long begin) {
        List<NodeId> nodes = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
        return new HardRecord.Began(group, R2, new Slot(begin), Configuration.initial(nodes));
    }

    private void accept(GroupId group, int bytes) {
        slot++;
        append(
                new HardRecord.Accepted(
                        group, new Slot(slot), B1, new Entry.Commands(new byte[bytes])));
    }

    private void append(HardRecord... records) {
        assertTrue(wal.append(List.of(records)) instanceof Position);
        flush();
    }

    private void restate(GroupId group, List<HardRecord> state) {
        assertTrue(wal.restate(group, state) instanceof Position);
        flush();
    }

    private void flush() {
        for (var chore = wal.nextChore(); chore.isPresent(); chore = wal.nextChore()) {
            chore.get().run(disk);
            wal.finished(chore.get());
        }
        for (var next = wal.startFlush(); next.isPresent(); next = wal.startFlush()) {
            next.get().write(disk);
            next.get().sync(disk);
            wal.completed(next.get());
        }
    }

    private static long endOf(int generation) {
        return (long) generation * SMALL.segmentBytes();
    }

    private int firstDifference(MemoryDisk before) {
        return Arrays.mismatch(segment(before, 3), segment(disk, 3));
    }

    private static byte[] segment(MemoryDisk disk, long generation) {
        return requireNonNull(disk.files.get(LogFormat.segmentName(generation)));
    }
}
