package dev.isochron.shard.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.entry.NewerEntry;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Pledge;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a log makes of a state, and what is left of it after a restart.
class ShardStateTest {
    private static final Key A = Key.of((byte) 1);
    private static final Key FAR = Key.of((byte) 200);
    private static final Span SPAN = Span.of(Key.MIN, Key.of((byte) 100));
    private static final byte[] MEMBERS = {4, 2};

    private final MemoryStore disk = new MemoryStore();
    private Storage storage = Storage.open(disk, 1, StorageSettings.USUAL);
    private ShardState state = ShardState.open(admitted(), ShardRules.all());

    private ReplicaStore admitted() {
        if (storage.admit(new ShardId(1), SPAN) instanceof Admission.Admitted(var store)) {
            return store;
        }
        throw new IllegalStateException("an empty store takes a replica");
    }

    private static TxnId txn(long number) {
        return new TxnId(new Timestamp(10), 1, number);
    }

    private static Timestamp at(long nanos) {
        return new Timestamp(nanos);
    }

    private static Write put(Key key) {
        return new Write.Put(key, Bytes.of((byte) 1), Expectation.ANYTHING);
    }

    private static TxnRecord committed(long number, Key key, long at) {
        return new TxnRecord.Committed(txn(number), A, at(at), List.of(put(key)), List.of());
    }

    private static TxnRecord prepared(long number, long floor) {
        TxnId id = txn(number);
        Share share = new Share(Span.point(A), Optional.empty(), List.of(), List.of(put(A)));
        return new TxnRecord.Prepared(
                new Attempt(id, new Age(id), "", ""),
                FAR,
                share,
                new Pledge(new Tenure(1, 1, 1), at(floor), at(floor + 500)),
                Optional.empty());
    }

    private Applied apply(TxnRecord... records) {
        List<byte[]> bytes =
                List.of(records).stream()
                        .map(record -> EntryCodec.encode(new ShardRecord.Transaction(record)))
                        .toList();
        return state.apply(state.applied().next(), EntryCodec.entry(new Ballot(1, 1), bytes));
    }

    @Test
    void whatIsOutsideOfTheShardIsRefusedAndNothingElse() {
        Applied applied = apply(committed(1, FAR, 50), committed(2, A, 60));
        assertEquals(1, applied.refused().size());
        assertEquals(1, applied.rulings().size());
        assertEquals(at(60), state.store().newest(A));
    }

    @Test
    void withoutTheRuleTheReplicaWouldStop() {
        state = ShardState.open(state.store(), ShardRules.allBut(ShardRule.KEEP_TO_SPAN));
        assertThrows(IllegalArgumentException.class, () -> apply(committed(1, FAR, 50)));
    }

    @Test
    void eachChangeOfMembersMakesTheNextGenerationAlsoAfterARestart() {
        Configuration members = Configuration.initial(List.of(new NodeId(1)));
        state.apply(state.applied().next(), new Entry.Noop());
        assertEquals(Generation.FIRST, state.generation());
        state.apply(state.applied().next(), new Entry.Reconfigure(members));
        assertEquals(new Generation(2), state.generation());
        state.freeze(MEMBERS);
        StorageJob job = storage.startJob().orElseThrow();
        job.write();
        job.sync();
        storage = Storage.open(disk, 1, StorageSettings.USUAL);
        ReplicaStore store = storage.replica(new ShardId(1)).orElseThrow();
        assertEquals(new Generation(2), ShardState.open(store, ShardRules.all()).generation());
    }

    private Applied split(Generation from, Key border) {
        ShardRecord.Split split =
                new ShardRecord.Split(from, border, new ShardId(2), at(900), Bytes.of(MEMBERS));
        byte[] record = EntryCodec.encode(split);
        return state.apply(
                state.applied().next(), EntryCodec.entry(new Ballot(1, 1), List.of(record)));
    }

    @Test
    void aSplitTakesRecordsAndHorizonsOfTheRightHalfAlong() {
        Key right = Key.of((byte) 50);
        Share whole =
                new Share(
                        Span.of(A, Key.of((byte) 60)),
                        Optional.empty(),
                        List.of(),
                        List.of(put(A), put(right)));
        TxnId id = txn(3);
        apply(
                committed(1, A, 50),
                new TxnRecord.Prepared(
                        new Attempt(id, new Age(id), "", ""),
                        A,
                        whole,
                        new Pledge(new Tenure(1, 1, 1), at(60), at(500)),
                        Optional.empty()));
        Applied applied = split(Generation.FIRST, Key.of((byte) 40));
        assertEquals(1, applied.forks().size());
        ReplicaStore store = storage.replica(new ShardId(2)).orElseThrow();
        ShardState child = ShardState.open(store, ShardRules.all());
        assertEquals(Slot.FIRST, child.applied());
        assertEquals(new Generation(2), child.generation());
        assertEquals(new Generation(2), state.generation());
        assertEquals(at(900), child.highest());
        assertEquals(1, child.transactions().inDoubt().size());
        assertEquals(at(60), child.rows().prepared().floorOn(right));
        assertEquals(Timestamp.MAX, state.rows().prepared().floorOn(right));
        assertEquals(at(60), state.rows().prepared().floorOn(A));
        Span left = Span.of(A, Key.of((byte) 40));
        assertEquals(left, state.transactions().inDoubt().getFirst().span());
    }

    @Test
    void aSplitOfAnotherGenerationChangesNothing() {
        Applied applied = split(new Generation(2), Key.of((byte) 40));
        assertEquals(1, applied.refused().size());
        assertEquals(SPAN, state.store().span());
        assertEquals(Generation.FIRST, state.generation());
    }

    private static Applied apply(ShardState to, ShardRecord record) {
        return to.apply(
                to.applied().next(),
                EntryCodec.entry(new Ballot(1, 1), List.of(EntryCodec.encode(record))));
    }

    /// The shard split in two, and the right half frozen for the left one's second generation.
    private ShardState frozenRight(Share whole) {
        TxnId id = txn(3);
        Pledge pledge = new Pledge(new Tenure(1, 1, 1), at(60), at(500));
        apply(
                committed(1, A, 50),
                new TxnRecord.Prepared(
                        new Attempt(id, new Age(id), "", ""), A, whole, pledge, Optional.empty()));
        split(Generation.FIRST, Key.of((byte) 40));
        ReplicaStore store = storage.replica(new ShardId(2)).orElseThrow();
        ShardState right = ShardState.open(store, ShardRules.all());
        apply(
                right,
                new ShardRecord.Freeze(
                        new Generation(2),
                        new Lineage.Leaving(new ShardId(1), new Generation(2)),
                        at(1000)));
        state.freeze(MEMBERS);
        right.freeze(MEMBERS);
        flush();
        return right;
    }

    private static final Share WHOLE =
            new Share(
                    Span.of(A, Key.of((byte) 60)),
                    Optional.empty(),
                    List.of(),
                    List.of(put(A), put(Key.of((byte) 50))));

    private static ShardRecord.Merge merge(Generation from) {
        Route right = new Route(new ShardId(2), new Generation(3));
        Span keys = Span.of(Key.of((byte) 40), Key.of((byte) 100));
        return new ShardRecord.Merge(
                from, new ShardRecord.Right(right, keys), at(1100), Bytes.of(MEMBERS));
    }

    @Test
    void aFrozenShardChangesNothingUntilItIsThawed() {
        ShardState right = frozenRight(WHOLE);
        assertTrue(right.isFrozen());
        assertEquals(at(1000), right.highest());
        Key key = Key.of((byte) 50);
        ShardRecord late =
                new ShardRecord.Transaction(
                        new TxnRecord.Committed(
                                txn(9), key, at(1001), List.of(put(key)), List.of()));
        assertEquals(1, apply(right, late).refused().size());
        assertEquals(1, apply(right, new ShardRecord.Thaw(new Generation(2))).refused().size());
        apply(right, new ShardRecord.Thaw(new Generation(3)));
        assertEquals(new Generation(4), right.generation());
        assertEquals(1, apply(right, late).rulings().size());
    }

    @Test
    void aMergeTakesRowsRecordsAndHorizonsOfTheRightOneIn() {
        frozenRight(WHOLE);
        Applied applied = apply(state, merge(new Generation(2)));
        assertEquals(List.of(new Applied.Merged(new ShardId(2), true)), applied.joined());
        assertEquals(SPAN, state.store().span());
        assertEquals(new Generation(4), state.generation());
        assertEquals(at(1100), state.highest());
        assertEquals(2, state.transactions().inDoubt().size());
        assertEquals(at(60), state.rows().prepared().floorOn(Key.of((byte) 50)));
        assertTrue(state.lineage().took(new ShardId(2)));
        state.freeze(MEMBERS);
        flush();
        storage = Storage.open(disk, 1, StorageSettings.USUAL);
        assertEquals(1, storage.replicas().size());
        ShardState again = ShardState.open(storage.replicas().getFirst(), ShardRules.all());
        assertEquals(state.fingerprint(), again.fingerprint());
        assertEquals(state.lineage(), again.lineage());
        assertEquals(2, again.transactions().inDoubt().size());
    }

    @Test
    void aMergeOfAnotherGenerationIsRefusedAndDecliningMakesOne() {
        frozenRight(WHOLE);
        apply(state, new ShardRecord.Decline(new Generation(2)));
        Applied applied = apply(state, merge(new Generation(2)));
        assertEquals(1, applied.refused().size());
        Lineage.Leaving asked = new Lineage.Leaving(new ShardId(1), new Generation(2));
        Lineage.Leaving now = new Lineage.Leaving(new ShardId(1), state.generation());
        assertEquals(Optional.of(false), state.lineage().tookAt(now, asked, new ShardId(2)));
    }

    @Test
    void whereTheRightOneIsNotFrozenTheStateIsLost() {
        split(Generation.FIRST, Key.of((byte) 40));
        Applied applied = apply(state, merge(new Generation(2)));
        assertTrue(applied.isLost());
    }

    /// A leader that had accepted an entry of an earlier one, and nobody else had, proposes it
    /// again when it leads later: behind entries of those who led meanwhile, and below what they
    /// gave.
    @Test
    void anEntryOfAnEarlierLeaderBehindOneOfALaterCountsForNothing() {
        state.apply(new Slot(1), EntryCodec.entry(new Ballot(2, 2), List.of()));
        Applied stale = apply(committed(1, A, 50));

        assertTrue(stale.rulings().isEmpty());
        assertEquals(1, stale.refused().size());
        assertEquals(new Ballot(2, 2), state.term());
    }

    @Test
    void withoutTheFenceItWouldCount() {
        state = ShardState.open(state.store(), ShardRules.allBut(ShardRule.FENCE_EARLIER_LEADERS));
        state.apply(new Slot(1), EntryCodec.entry(new Ballot(2, 2), List.of()));

        assertEquals(1, apply(committed(1, A, 50)).rulings().size());
    }

    @Test
    void anEntryThatMakesNoSenseChangesNothing() {
        apply(committed(1, A, 50));
        long before = state.fingerprint();
        Applied applied = state.apply(new Slot(2), new Entry.Commands(new byte[] {1, 1, 99}));
        assertTrue(applied.rulings().isEmpty());
        assertEquals(1, applied.refused().size());
        assertEquals(before, state.fingerprint());
        assertEquals(new Slot(2), state.applied());
    }

    /// Replicas of the newer program apply it: whoever passed over it would differ from them.
    @Test
    void anEntryOfANewerProgramStopsTheReplica() {
        byte[] entry = new byte[] {4, 1, 99};
        NewerEntry refusal =
                assertThrows(
                        NewerEntry.class,
                        () -> state.apply(new Slot(1), new Entry.Commands(entry)));
        assertEquals(
                "a newer program wrote an entry of version 4, and this one reads 3;"
                        + " start this node with that program",
                refusal.getMessage());
    }

    @Test
    void theStateAtTheMarkIsThereAfterARestart() throws MalformedEntry {
        apply(committed(1, A, 50), prepared(2, 90));
        apply(new TxnRecord.Committed(txn(3), A, at(95), List.of(put(A)), List.of()));
        Mark mark = state.freeze(MEMBERS);
        apply(committed(4, A, 400));
        flush();

        storage = Storage.open(disk, 1, StorageSettings.USUAL);
        state = ShardState.open(storage.replica(new ShardId(1)).orElseThrow(), ShardRules.all());
        Mark found = ShardState.markOf(state.store());
        assertEquals(mark.applied(), found.applied());
        assertEquals(List.of((byte) 4, (byte) 2), List.of(found.members()[0], found.members()[1]));
        assertEquals(mark.fingerprint(), state.fingerprint());
        assertEquals(at(95), state.highest());
        assertEquals(1, state.transactions().inDoubt().size());
        assertEquals(1, state.rows().late());
        assertEquals(at(90), state.rows().prepared().floorOn(A));

        apply(new TxnRecord.Resolved(txn(2), FAR, Span.point(A), new Outcome.Committed(at(92))));
        assertEquals(0, state.rows().late());
        assertEquals(at(95), state.store().newest(A));
        assertEquals(
                Optional.of(new Outcome.Committed(at(50))),
                state.transactions().decision(A, txn(1)));
    }

    private void flush() {
        for (Optional<StorageJob> job = storage.startJob();
                job.isPresent();
                job = storage.startJob()) {
            job.get().write();
            job.get().sync();
            storage.completed(job.get());
        }
    }
}
