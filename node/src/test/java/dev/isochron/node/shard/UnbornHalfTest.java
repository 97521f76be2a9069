package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.machine.MemberList;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Held;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A half of a split takes a neighbour in whose state is not here, before it is flushed.
class UnbornHalfTest {

    private static final ShardId WHOLE = new ShardId(1);
    private static final ShardId RIGHT = new ShardId(2);
    private static final ShardId GONE = new ShardId(3);
    private static final Ballot BALLOT = new Ballot(1, 1);
    private static final Timestamp AT = new Timestamp(1_000);
    private static final Configuration MEMBERS = Configuration.initial(List.of(new NodeId(1)));

    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final Disk disk = new Disk();
    private final Storage storage = Storage.open(new MemoryStore(), 1, StorageSettings.USUAL);
    private final StoreKeeper keeper = new StoreKeeper(storage, disk, disk, disk);

    /// Jobs are done one after the other, when the test says so.
    private final class Disk implements Loop, DiskWorker, Operator {

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
            return 0;
        }

        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {
            throw new IllegalStateException(message);
        }
    }

    /// Nobody leads here.
    private static final class NoLease implements Lease {

        @Override
        public Interval now() {
            return new Interval(AT, AT);
        }

        @Override
        public Optional<Timestamp> give(Timestamp atLeast) {
            return Optional.empty();
        }

        @Override
        public void publish(Timestamp told) {
            throw new IllegalStateException("nobody leads here");
        }

        @Override
        public Timestamp lastGiven() {
            return Timestamp.MIN;
        }

        @Override
        public boolean vouch(Timestamp bound) {
            return false;
        }

        @Override
        public Timestamp end() {
            return Timestamp.MIN;
        }
    }

    private ShardMachine machine(ReplicaStore store) {
        ShardReplica.Environment environment =
                new ShardReplica.Environment(
                        new NoLease(),
                        ShardSettings.usual(),
                        ShardRules.all(),
                        new Held(),
                        key -> new RowName(key, "row " + key),
                        _ -> true);
        Turn now = new Turn(new Interval(AT, AT), 0);
        ShardMachine machine = new ShardMachine(keeper, store, environment, () -> now);
        machine.replica().shape(List.of(new Place(1, "node-1")), List.of(), Optional.empty());
        return machine;
    }

    private static Bytes members() {
        ByteBuffer list = ByteBuffer.allocate(MemberList.bytesOf(MEMBERS));
        MemberList.put(list, MEMBERS);
        return Bytes.of(list.array());
    }

    private static Entry entry(ShardRecord record) {
        return EntryCodec.entry(BALLOT, List.of(EntryCodec.encode(record)));
    }

    /// Both halves wait for each other's flush; the one that has nothing to show any more must not
    /// be waited for in vain, and then takes a snapshot.
    @Test
    void itIsFlushedAsItWasAndWaitsForASnapshot() {
        ReplicaStore whole =
                ((Admission.Admitted) storage.admit(WHOLE, Span.of(Key.MIN, Key.of((byte) 80))))
                        .replica();
        ShardMachine left = machine(whole);
        left.apply(left.applied().next(), EntryCodec.entry(BALLOT, List.of()));
        Key border = Key.of((byte) 40);
        left.apply(
                left.applied().next(),
                entry(new ShardRecord.Split(Generation.FIRST, border, RIGHT, AT, members())));
        ReplicaStore half = storage.replica(RIGHT).orElseThrow();
        ShardMachine right = machine(half);
        List<Optional<RuntimeException>> flushed = new ArrayList<>();
        left.flush(MEMBERS, flushed::add);
        runAll();
        assertTrue(flushed.isEmpty());

        ShardRecord.Right gone =
                new ShardRecord.Right(
                        new Route(GONE, Generation.FIRST),
                        Span.of(Key.of((byte) 80), Key.of((byte) 90)));
        right.apply(new Slot(2), EntryCodec.entry(BALLOT, List.of()));
        right.apply(
                new Slot(3),
                entry(new ShardRecord.Merge(Generation.FIRST.next(), gone, AT, members())));
        runAll();

        assertEquals(List.of(Optional.empty()), flushed);
        assertFalse(half.isUnborn());
        assertFalse(right.isWhole());
        assertEquals(ReplicaStore.State.INSTALLING, half.state());
    }

    private void runAll() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }
}
