package dev.isochron.node.founding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.world.TestDisk;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.model.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The file that says who the nodes of the cluster are.
final class RosterFileTest {
    private static final int VERSION_AT = 8;

    private final TestDisk disk = new TestDisk();
    private final RosterFile file = new RosterFile(disk);

    private RosterFile.Kept keep() {
        RosterFile.Kept kept =
                new RosterFile.Kept(
                        new UUID(1, 2),
                        new NodeId(4),
                        new UUID(3, 4),
                        Roster.ofFounders(List.of(new NodeId(1)), _ -> "here:1"));
        DiskWorker.Job job = file.replaceBy(kept);
        job.write();
        job.sync();
        return kept;
    }

    @Test
    void whatWasKeptIsRead() {
        RosterFile.Kept kept = keep();
        assertEquals(kept, file.read().orElseThrow());
    }

    @Test
    void aFileOfANewerProgramIsRefusedByName() {
        keep();
        ByteBuffer newer = ByteBuffer.allocate(Integer.BYTES).putInt(2).flip();
        disk.write(RosterFile.NAME, VERSION_AT, newer);
        StoreRefusedException refusal = assertThrows(StoreRefusedException.class, file::read);
        assertEquals(StoreRefusedException.Reason.NEWER_FORMAT, refusal.reason());
        assertEquals("its format has version 2, this program reads 1", refusal.what());
    }
}
