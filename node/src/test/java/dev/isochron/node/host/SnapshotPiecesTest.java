package dev.isochron.node.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.message.Message.SnapshotChunk;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects.Request.InstallChunk;
import dev.isochron.paxos.replica.Effects.Request.ReadSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// A state leaves in pieces and arrives whole, whatever is asked for twice or in vain.
final class SnapshotPiecesTest {
    private static final int CHUNK = 100;
    private static final Configuration MEMBERS =
            Configuration.initial(List.of(new NodeId(1), new NodeId(2)));
    private static final ReplicaId READER = new ReplicaId(9);

    private final SnapshotShelf shelf = new SnapshotShelf(CHUNK);
    private final SnapshotIntake intake = new SnapshotIntake();
    private final byte[] state = new byte[1234];
    private long now;
    private long slot = 50;
    private int taken;

    SnapshotPiecesTest() {
        new Random(1).nextBytes(state);
    }

    @Test
    void whatLeavesInPiecesArrivesWhole() {
        SnapshotChunk piece = read(Slot.ZERO, 0, 1);
        Optional<SnapshotIntake.Whole> whole = add(piece);
        while (whole.isEmpty()) {
            piece = read(piece.at(), piece.offset() + piece.bytes().length, 1);
            CRC32C crc = new CRC32C();
            crc.update(piece.bytes());
            assertEquals((int) crc.getValue(), piece.crc());
            whole = add(piece);
        }
        assertArrayEquals(state, whole.get().image());
        assertEquals(new Durable(new Slot(50), MEMBERS), whole.get().at());
        assertEquals(1, taken, "one copy for all pieces");
    }

    @Test
    void manyReadersShareOneCopy() {
        read(Slot.ZERO, 0, 1);
        slot = 60;
        assertEquals(new Slot(50), read(Slot.ZERO, 0, 1).at());
        assertEquals(1, taken);
    }

    /// The log was cut meanwhile: a copy that ends before the log begins leads nowhere.
    @Test
    void aCopyThatLeadsNowhereIsTakenAnew() {
        read(Slot.ZERO, 0, 1);
        slot = 60;
        SnapshotChunk piece = read(new Slot(50), 500, 55);
        assertEquals(new Slot(60), piece.at());
        assertEquals(0, piece.offset(), "another copy is read from its beginning");
    }

    @Test
    void aCopyThatNobodyReadsIsPutAway() {
        read(Slot.ZERO, 0, 1);
        assertTrue(shelf.tidy(now + SnapshotShelf.KEEP_NANOS - 1));
        assertFalse(shelf.tidy(now + SnapshotShelf.KEEP_NANOS));
        read(Slot.ZERO, 0, 1);
        assertEquals(2, taken);
    }

    @Test
    void anOffsetBeyondTheEndGetsTheEmptyEnd() {
        read(Slot.ZERO, 0, 1);
        SnapshotChunk end = read(new Slot(50), 1L << 40, 1);
        assertEquals(0, end.bytes().length);
        assertTrue(end.last());
    }

    @Test
    void aPieceThatDoesNotFollowIsRefused() {
        add(read(Slot.ZERO, 0, 1));
        SnapshotChunk gap = read(new Slot(50), 2 * CHUNK, 1);
        assertThrows(IllegalStateException.class, () -> add(gap));
    }

    @Test
    void theFirstPieceBeginsAnew() {
        add(read(Slot.ZERO, 0, 1));
        add(read(new Slot(50), CHUNK, 1));
        assertEquals(Optional.empty(), add(read(new Slot(50), 0, 1)));
        assertEquals(Optional.empty(), add(read(new Slot(50), CHUNK, 1)));
    }

    private SnapshotChunk read(Slot at, long offset, long begin) {
        return shelf.read(
                new ReadSnapshot(READER, at, offset),
                new Slot(begin),
                this::take,
                new Durable(new Slot(slot), MEMBERS),
                now);
    }

    private Snapshot take() {
        taken++;
        long at = slot;
        return new Snapshot() {
            @Override
            public Slot at() {
                return new Slot(at);
            }

            @Override
            public long length() {
                return state.length;
            }

            @Override
            public byte[] read(long offset, int atMost) {
                int from = (int) offset;
                return Arrays.copyOfRange(state, from, Math.min(state.length, from + atMost));
            }
        };
    }

    private Optional<SnapshotIntake.Whole> add(SnapshotChunk piece) {
        return intake.add(
                new InstallChunk(
                        piece.at(),
                        piece.configuration(),
                        piece.offset(),
                        piece.bytes(),
                        piece.last()));
    }
}
