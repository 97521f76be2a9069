package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.machine.MemberList;
import dev.isochron.node.machine.Snapshot.Piece;
import dev.isochron.node.machine.StateMachine.Installing;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.state.Mark;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageEvent;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.read.Lookup;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A shard's state goes from one store to another in pieces, of which few are in memory at a time.
class SnapshotStreamTest {

    private static final ShardId SHARD = new ShardId(1);
    private static final int ROWS = 2_000;
    private static final int PIECE = 4_096;
    private static final Timestamp AT = new Timestamp(10);

    private long now;
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final MemoryStore source = new MemoryStore();
    private final Side from = new Side(source);
    private final MemoryStore target = new MemoryStore();
    private final List<Optional<RuntimeException>> ends = new ArrayList<>();
    private int rooms;

    /// One node's store, whose jobs are done one after the other.
    private final class Side implements Loop, DiskWorker, Operator {
        final Storage storage;
        final StoreKeeper keeper;
        final ReplicaStore store;

        Side(MemoryStore rows) {
            storage = Storage.open(rows, 1, StorageSettings.USUAL);
            keeper = new StoreKeeper(storage, this, this, this);
            store =
                    storage.replica(SHARD)
                            .orElseGet(() ->
                                    rows == source
                                            ? ((Admission.Admitted) storage.admit(SHARD, Span.ALL))
                                                    .replica()
                                            : storage.vacant(SHARD));
        }

        @Override
        public void submit(Job job, Consumer<Optional<RuntimeException>> done) {
            later.add(() -> {
                job.write();
                job.sync();
                done.accept(Optional.empty());
            });
        }

        @Override
        public void execute(Runnable task) {
            later.add(task);
        }

        @Override
        public Cancel at(long uptimeNanos, Runnable task) {
            throw new IllegalStateException("nothing waits here");
        }

        @Override
        public long uptimeNanos() {
            return now;
        }

        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {
            throw new IllegalStateException(message);
        }
    }

    private void runAll() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    private static Key key(int row) {
        return Key.ofHex("%08x".formatted(row));
    }

    private static byte[] row(int row) {
        return ("row " + row + " ".repeat(100)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void fill(int slot) {
        for (int i = 0; i < ROWS; i++) {
            from.store.put(key(i), new Timestamp(AT.nanos() + slot), row(i + slot));
        }
        Configuration members = Configuration.initial(List.of(new NodeId(1)));
        ByteBuffer list = ByteBuffer.allocate(MemberList.bytesOf(members));
        MemberList.put(list, members);
        Mark mark =
                new Mark(
                        new Slot(slot),
                        Generation.FIRST,
                        Ballot.NONE,
                        list.array(),
                        AT,
                        Timestamp.MIN,
                        0,
                        Lineage.NONE);
        from.store.freeze(mark.toBytes());
        from.keeper.kick();
        runAll();
    }

    private SnapshotStream stream() {
        return new SnapshotStream(from.store, () -> now);
    }

    private ChunkInlet inlet(Side to) {
        ChunkInlet inlet =
                new ChunkInlet(
                        to.store, to.keeper, () -> {}, new Installing(() -> rooms++, ends::add));
        to.keeper.listen(
                SHARD,
                event -> {
                    switch (event) {
                        case StorageEvent.ReadyToLoad _, StorageEvent.Loaded _ -> inlet.ready();
                        case StorageEvent.Installed _ -> inlet.installed();
                        case StorageEvent.Flushed _,
                                StorageEvent.Deleted _,
                                StorageEvent.Damaged _,
                                StorageEvent.Swept _ -> {}
                    }
                });
        return inlet;
    }

    private static Piece read(SnapshotStream stream, long offset) {
        for (int tries = 0; tries < 1_000; tries++) {
            Optional<Piece> piece = stream.read(offset, PIECE);
            if (piece.isPresent()) {
                return piece.get();
            }
        }
        throw new IllegalStateException("nothing at " + offset);
    }

    /// @return how many pieces there were
    private int transfer(SnapshotStream stream, ChunkInlet inlet, long upTo) {
        int pieces = 0;
        long offset = 0;
        boolean last = false;
        while (!last && offset < upTo) {
            Piece piece = read(stream, offset);
            assertTrue(piece.bytes().length <= PIECE, "a piece of bounded size");
            assertFalse(inlet.isFull());
            inlet.add(piece);
            runAll();
            offset += piece.bytes().length;
            last = piece.last();
            pieces++;
        }
        return pieces;
    }

    private static void assertHas(Side side, int slot) {
        assertEquals(ReplicaStore.State.LIVE, side.store.state());
        for (int i = 0; i < ROWS; i++) {
            Lookup found = side.store.read(key(i), Timestamp.MAX);
            assertArrayEquals(row(i + slot), ((Lookup.Value) found).row());
        }
    }

    @Test
    void aStateArrivesAsItLeft() {
        fill(5);
        Side to = new Side(target);
        int pieces = transfer(stream(), inlet(to), Long.MAX_VALUE);
        assertTrue(pieces > 10, "in many pieces: " + pieces);
        assertEquals(List.of(Optional.empty()), ends);
        assertTrue(rooms > 10);
        assertHas(to, 5);
        assertArrayEquals(
                from.store.storedMark().orElseThrow(), to.store.storedMark().orElseThrow());
    }

    @Test
    void whoHasNothingGetsItsSpanFromTheFirstPieceUnlessAnotherHasIt() {
        fill(5);
        Side to = new Side(target);
        assertEquals(ReplicaStore.State.VACANT, to.store.state());
        Span taken = Span.point(key(1));
        ReplicaStore other =
                ((Admission.Admitted) to.storage.admit(new ShardId(9), taken)).replica();
        inlet(to).add(read(stream(), 0));
        assertTrue(ends.getFirst().isPresent(), "C3");
        assertEquals(ReplicaStore.State.VACANT, to.store.state());
        ends.clear();
        other.remove();
        to.keeper.kick();
        runAll();
        transfer(stream(), inlet(to), Long.MAX_VALUE);
        assertEquals(List.of(Optional.empty()), ends);
        assertEquals(from.store.span(), to.store.span());
        assertHas(to, 5);
    }

    @Test
    void itShowsOneMomentWhateverComesMeanwhile() {
        fill(5);
        SnapshotStream stream = stream();
        read(stream, 0);
        fill(6);
        Side to = new Side(target);
        transfer(stream, inlet(to), Long.MAX_VALUE);
        assertEquals(new Slot(5), stream.at());
        assertHas(to, 5);
    }

    @Test
    void aPieceThatWasLostIsReadAgain() {
        fill(5);
        SnapshotStream stream = stream();
        Piece first = read(stream, 0);
        Piece second = read(stream, first.bytes().length);
        assertArrayEquals(second.bytes(), read(stream, first.bytes().length).bytes());
        assertArrayEquals(first.bytes(), read(stream, 0).bytes(), "from the beginning");
    }

    @Test
    void whoComesBackGoesOnWhereItWas() {
        fill(5);
        SnapshotStream before = stream();
        long offset = 0;
        for (int i = 0; i < 40; i++) {
            offset += read(before, offset).bytes().length;
        }
        byte[] next = read(before, offset).bytes();
        before.close();
        assertFalse(before.isUsable());
        SnapshotStream after = stream();
        assertEquals(Optional.empty(), after.read(offset, PIECE), "a bounded step at a time");
        assertArrayEquals(next, read(after, offset).bytes());
    }

    @Test
    void aViewIsGivenUpAfterAWhile() {
        fill(5);
        SnapshotStream stream = stream();
        assertTrue(stream.isUsable());
        now += 3_600_000_000_000L;
        assertFalse(stream.isUsable());
    }

    @Test
    void aRestartInTheMiddleFindsNothingButThatItHasToBeDoneAgain() {
        fill(5);
        transfer(stream(), inlet(new Side(target)), 20L * PIECE);
        Side to = new Side(target);
        assertEquals(ReplicaStore.State.INSTALLING, to.store.state());
        assertEquals(Optional.empty(), to.store.storedMark());
        transfer(stream(), inlet(to), Long.MAX_VALUE);
        assertHas(to, 5);
    }

    @Test
    void whatIsCancelledCanBeBegunAnew() {
        fill(5);
        Side to = new Side(target);
        ChunkInlet vain = inlet(to);
        transfer(stream(), vain, 20L * PIECE);
        vain.cancel();
        assertEquals(1, ends.size());
        assertTrue(ends.getFirst().isPresent());
        fill(6);
        transfer(stream(), inlet(to), Long.MAX_VALUE);
        assertHas(to, 6);
    }
}
