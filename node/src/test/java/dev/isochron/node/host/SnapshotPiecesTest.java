package dev.isochron.node.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Inlet;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.message.Message.SnapshotChunk;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects.Request.InstallChunk;
import dev.isochron.paxos.replica.Effects.Request.ReadSnapshot;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A state leaves in pieces and arrives whole, whatever is asked for twice or in vain.
final class SnapshotPiecesTest {
    private static final int CHUNK = 100;
    private static final Configuration MEMBERS =
            Configuration.initial(List.of(new NodeId(1), new NodeId(2)));
    private static final ReplicaId READER = new ReplicaId(9);

    private final SnapshotShelf shelf = new SnapshotShelf(CHUNK);
    private final Taker taker = new Taker();
    private final SnapshotIntake intake = new SnapshotIntake(taker::begin);
    private final byte[] state = new byte[1234];
    private long now;
    private long slot = 50;
    private int taken;
    private boolean shared = true;

    SnapshotPiecesTest() {
        new Random(1).nextBytes(state);
    }

    /// A machine that takes a piece when it is told to.
    private static final class Taker implements Inlet {
        private SnapshotIntake.@Nullable Arrival arrival;
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private boolean full;
        private boolean last;
        private int begun;

        void begin(SnapshotIntake.Arrival from) {
            arrival = from;
            begun++;
            got.reset();
            from.opened(this);
        }

        SnapshotIntake.Arrival here() {
            return Objects.requireNonNull(arrival);
        }

        @Override
        public void add(Snapshot.Piece piece) {
            assertFalse(last, "a piece behind the last");
            got.writeBytes(piece.bytes());
            last = piece.last();
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public void cancel() {
            last = false;
        }
    }

    @Test
    void whatLeavesInPiecesArrivesWhole() {
        SnapshotChunk piece = read(Slot.ZERO, 0, 1);
        add(piece);
        while (!piece.last()) {
            piece = read(piece.at(), piece.offset() + piece.bytes().length, 1);
            CRC32C crc = new CRC32C();
            crc.update(piece.bytes());
            assertEquals((int) crc.getValue(), piece.crc());
            add(piece);
        }
        assertArrayEquals(state, taker.got.toByteArray());
        assertTrue(taker.last);
        assertEquals(new Durable(new Slot(50), MEMBERS), taker.here().at());
        assertEquals(1, taken, "one copy for all pieces");
    }

    @Test
    void fewPiecesWaitForAMachineThatIsBusy() {
        taker.full = true;
        add(read(Slot.ZERO, 0, 1));
        assertFalse(intake.isFull());
        add(read(new Slot(50), CHUNK, 1));
        assertTrue(intake.isFull());
        taker.full = false;
        taker.here().pump();
        assertFalse(intake.isFull());
        assertArrayEquals(Arrays.copyOf(state, 2 * CHUNK), taker.got.toByteArray());
    }

    @Test
    void whatCannotBeSharedIsReadByEachAlone() {
        shared = false;
        read(Slot.ZERO, 0, 1);
        slot = 60;
        assertEquals(new Slot(60), readAs(new ReplicaId(8), Slot.ZERO, 0, 1).orElseThrow().at());
        assertEquals(2, taken);
        assertTrue(readAs(new ReplicaId(7), Slot.ZERO, 0, 1).isPresent());
        assertEquals(Optional.empty(), readAs(new ReplicaId(6), Slot.ZERO, 0, 1));
        now += SnapshotShelf.KEEP_NANOS;
        shelf.tidy(now);
        assertTrue(readAs(new ReplicaId(6), Slot.ZERO, 0, 1).isPresent());
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
        add(read(new Slot(50), 0, 1));
        add(read(new Slot(50), CHUNK, 1));
        assertEquals(2, taker.begun);
        assertEquals(2 * CHUNK, taker.got.size());
    }

    private SnapshotChunk read(Slot at, long offset, long begin) {
        return readAs(READER, at, offset, begin).orElseThrow();
    }

    private Optional<SnapshotChunk> readAs(ReplicaId reader, Slot at, long offset, long begin) {
        return shelf.read(
                new ReadSnapshot(reader, at, offset),
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
            public Optional<Piece> read(long offset, int atMost) {
                int from = (int) Math.min(offset, state.length);
                int until = Math.min(state.length, from + atMost);
                byte[] bytes = Arrays.copyOfRange(state, from, until);
                return Optional.of(new Piece(bytes, until == state.length));
            }

            @Override
            public boolean isShared() {
                return shared;
            }
        };
    }

    private void add(SnapshotChunk piece) {
        intake.add(
                new InstallChunk(
                        piece.at(),
                        piece.configuration(),
                        piece.offset(),
                        piece.bytes(),
                        piece.last()));
    }
}
