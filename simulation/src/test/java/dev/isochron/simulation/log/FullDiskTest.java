package dev.isochron.simulation.log;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.log.Appended;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.log.NoRoom;
import dev.isochron.paxos.log.Position;
import dev.isochron.paxos.log.StoreIdentity;
import dev.isochron.paxos.log.Wal;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.disk.CrashDisk;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Attack 35: on a full disk promises and grants themselves need space.
class FullDiskTest {
    private static final GroupId GROUP = new GroupId(1);
    private static final Configuration MEMBERS =
            Configuration.initial(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));
    private static final StoreIdentity STORE =
            new StoreIdentity(new UUID(1, 1), new NodeId(1), new UUID(7, 7));
    private static final LogSettings SMALL = new LogSettings(8192, 4096, 8192, 1, 1 << 20);
    private static final Ballot BALLOT = new Ballot(1, 1);

    /// As many as the reserve of so small a log takes, a sector for each record.
    private static final int ROUNDS = 5;

    private final CrashDisk disk = new CrashDisk(new Generator(1));
    private final Wal wal = Wal.open(disk, SMALL, STORE).wal();
    private long slot;

    @Test
    void promisesAndHorizonsFindRoomWhereEntriesDoNot() {
        fill();

        for (int round = 2; round <= ROUNDS; round++) {
            append(new HardRecord.Promised(GROUP, new Ballot(round, 2)));
            append(new HardRecord.Horizon(new Timestamp(round)));
        }
        var again = Wal.open(disk, SMALL, STORE);
        assertEquals(new Timestamp(ROUNDS), again.horizon());
        assertEquals(new Ballot(ROUNDS, 2), requireNonNull(again.replicas().get(GROUP)).promised());
        assertTrue(again.damage().isClean());
    }

    @Test
    void entriesGoOnWithoutARestartOnceThereIsSpace() {
        fill();

        disk.limitTo(Long.MAX_VALUE);
        work();
        assertTrue(accept() instanceof Position);
    }

    /// Accepts until the disk is full and says so.
    private void fill() {
        append(new HardRecord.Began(GROUP, new ReplicaId(1), Slot.FIRST, MEMBERS));
        disk.limitTo(disk.usedBytes());
        Appended last = accept();
        while (last instanceof Position) {
            work();
            last = accept();
        }
        assertEquals(NoRoom.DISK_FULL, last);
    }

    private Appended accept() {
        slot++;
        Entry entry = new Entry.Commands(new byte[300]);
        return wal.append(List.of(new HardRecord.Accepted(GROUP, new Slot(slot), BALLOT, entry)));
    }

    private void append(HardRecord record) {
        assertTrue(wal.append(List.of(record)) instanceof Position, () -> "no room for " + record);
        work();
    }

    private void work() {
        wal.startFlush()
                .ifPresent(flush -> {
                    flush.write(disk);
                    flush.sync(disk);
                    wal.completed(flush);
                });
        wal.nextChore()
                .ifPresent(chore -> {
                    chore.run(disk);
                    wal.finished(chore);
                });
    }
}
