package dev.isochron.shard.state;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.LateCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.read.RecordPage;
import dev.isochron.storage.read.StoredRecord;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.TxnState;
import dev.isochron.txn.record.TxnRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The state of one replica of a shard, at exactly one slot of its log.
///
/// [#apply] reads the entry and the state and asks nobody, so equal logs make equal states (S1). An
/// entry that makes no sense changes nothing and says so, on every replica alike.
public final class ShardState {
    /// Records read at once while a replica starts.
    private static final int PAGE = 1000;

    private final ReplicaStore store;
    private final Rows rows;
    private final ShardRules rules;
    private final Predicate<Applied.Forked> forks;
    private final StoreShelf shelf;
    private final TxnState transactions;
    private Slot applied;
    private Generation generation;
    private Timestamp highest;
    private Ballot term;
    private Timestamp lastWrite = Timestamp.MIN;

    private ShardState(
            ReplicaStore store, Mark mark, ShardRules rules, Predicate<Applied.Forked> forks) {
        this.store = store;
        this.forks = forks;
        this.rules = rules;
        this.rows = new Rows(store, mark.fingerprint(), rules);
        this.shelf = new StoreShelf(store, mark.outcomes());
        this.transactions = TxnState.load(shelf, store.span(), rules.txn());
        this.applied = mark.applied();
        this.generation = mark.generation();
        this.highest = mark.highest();
        this.term = mark.term();
    }

    /// The state that the store holds, at its mark; an empty one if it holds none, or waits for a
    /// snapshot.
    ///
    /// @param forks whether the right half of a split is to live here as well
    /// @throws IllegalStateException if the store's mark or records are not of this program
    public static ShardState open(
            ReplicaStore store, ShardRules rules, Predicate<Applied.Forked> forks) {
        try {
            Mark mark = markOf(store);
            ShardState state = new ShardState(store, mark, rules, forks);
            state.load();
            return state;
        } catch (MalformedEntry malformed) {
            throw new IllegalStateException(
                    "what is stored of "
                            + store.shard()
                            + " was not written by this program, or by a newer one: "
                            + malformed.getMessage(),
                    malformed);
        }
    }

    /// The same, where the right half of every split lives on as well.
    public static ShardState open(ReplicaStore store, ShardRules rules) {
        return open(store, rules, _ -> true);
    }

    /// What a store's mark says; slot zero and no members if it has none.
    public static Mark markOf(ReplicaStore store) throws MalformedEntry {
        Optional<byte[]> stored = store.mark();
        return stored.isPresent()
                ? Mark.of(stored.get())
                : new Mark(
                        Slot.ZERO,
                        Generation.FIRST,
                        Ballot.NONE,
                        new byte[0],
                        Timestamp.MIN,
                        Timestamp.MIN,
                        0);
    }

    private void load() throws MalformedEntry {
        if (store.state() != ReplicaStore.State.LIVE) {
            return;
        }
        for (StoredRecord record : records(RecordKinds.LATE)) {
            LateCodec.Committed late = LateCodec.decode(record.content());
            TxnId txn = TxnId.readFrom(ByteBuffer.wrap(record.key().suffix()));
            rows.restore(new Late(late.at(), txn, late.write()));
        }
        for (TxnRecord.Prepared prepared : transactions.inDoubt()) {
            rows.prepare(prepared.txn(), prepared.pledge().floor(), prepared.share().writes());
        }
    }

    private List<StoredRecord> records(byte kind) {
        List<StoredRecord> all = new ArrayList<>();
        RecordPage page = store.records(kind, store.span(), PAGE);
        all.addAll(page.records());
        Optional<RecordKey> rest = page.rest();
        while (rest.isPresent()) {
            page = store.recordsFrom(rest.get(), store.span(), PAGE);
            all.addAll(page.records());
            rest = page.rest();
        }
        return all;
    }

    // What it knows.

    public ReplicaStore store() {
        return store;
    }

    public Rows rows() {
        return rows;
    }

    public Slot applied() {
        return applied;
    }

    /// Rises with every entry that changes the span or the members: the shard's own log is the
    /// authority over both.
    public Generation generation() {
        return generation;
    }

    /// The ballot of the last leader whose entry is in the log. What earlier ones proposed counts
    /// for nothing any more, although Paxos may still choose it: a value that only few had accepted
    /// can turn up behind what later leaders wrote, below timestamps that they gave (T1, S2).
    public Ballot term() {
        return term;
    }

    /// The highest timestamp in the log so far. Later entries give higher ones (T1).
    public Timestamp highest() {
        return highest;
    }

    /// The highest timestamp of a write since this replica started.
    public Timestamp lastWrite() {
        return lastWrite;
    }

    /// What the log says of transactions.
    public TxnState transactions() {
        return transactions;
    }

    /// A number that is equal on all replicas that applied the same entries.
    public long fingerprint() {
        return rows.fingerprint();
    }

    // Applying.

    /// Applies the entry of the next slot.
    public Applied apply(Slot slot, Entry entry) {
        if (!slot.equals(applied.next())) {
            throw new IllegalArgumentException(slot + " does not follow " + applied);
        }
        applied = slot;
        return switch (entry) {
            case Entry.Noop _ -> new Applied(slot);
            case Entry.Reconfigure _ -> {
                generation = generation.next();
                yield new Applied(slot);
            }
            case Entry.Commands(byte[] bytes) -> applyBatch(slot, bytes);
        };
    }

    private Applied applyBatch(Slot slot, byte[] bytes) {
        Applied result = new Applied(slot);
        EntryCodec.Batch batch;
        try {
            batch = EntryCodec.decode(bytes);
        } catch (MalformedEntry malformed) {
            result.refused().add("the whole entry: " + malformed.getMessage());
            return result;
        }
        if (batch.term().isBelow(term) && rules.keeps(ShardRule.FENCE_EARLIER_LEADERS)) {
            result.refused().add("the whole entry: of " + batch.term() + ", behind one of " + term);
            return result;
        }
        term = batch.term().isAbove(term) ? batch.term() : term;
        if (batch.records().size() == 1
                && batch.records().getFirst() instanceof ShardRecord.Split split) {
            split(split, result);
            return result;
        }
        for (ShardRecord record : batch.records()) {
            Optional<String> objection = outside(record);
            if (objection.isPresent()) {
                result.refused().add(objection.get());
            } else {
                take(record, result);
            }
        }
        return result;
    }

    /// Splits and merges change what is inside, in one entry of the same log; so all replicas
    /// refuse the same.
    private Optional<String> outside(ShardRecord record) {
        if (!rules.keeps(ShardRule.KEEP_TO_SPAN)) {
            return Optional.empty();
        }
        for (Key key : record.keys()) {
            if (!store.span().contains(key) || !ReplicaStore.fits(key)) {
                return Optional.of("a write of " + key + ", outside of " + store.span());
            }
        }
        Optional<Key> place = placeOf(record).filter(key -> !store.span().contains(key));
        return place.map(key -> "a record kept under " + key + ", outside of " + store.span());
    }

    private static Optional<Key> placeOf(ShardRecord record) {
        return switch (record) {
            case ShardRecord.Transaction(TxnRecord.Prepared one) -> Optional.of(one.span().from());
            case ShardRecord.Transaction(TxnRecord.Resolved one) -> Optional.of(one.span().from());
            case ShardRecord.Transaction(TxnRecord.Committed one) -> Optional.of(one.anchor());
            case ShardRecord.Transaction(TxnRecord.Aborted one) -> Optional.of(one.anchor());
            case ShardRecord.Transaction(TxnRecord.Forgotten one) -> Optional.of(one.anchor());
            case ShardRecord.Transaction(TxnRecord.Horizon _),
                    ShardRecord.Retention _,
                    ShardRecord.Split _ ->
                    Optional.empty();
        };
    }

    private void take(ShardRecord record, Applied result) {
        highest = Timestamp.max(highest, record.at());
        switch (record) {
            case ShardRecord.Transaction(TxnRecord what) ->
                    result.rulings().add(new Applied.Ruled(what, take(what)));
            case ShardRecord.Retention(_, Timestamp versions) -> store.raiseHorizon(versions);
            case ShardRecord.Split _ -> result.refused().add("a split that is not alone");
        }
    }

    /// Everything that is kept is kept at a key, and goes where that goes; shares in doubt that
    /// reach over the border are cut. What was applied before is what a crash may leave of this
    /// shard, and then it is split again.
    private void split(ShardRecord.Split split, Applied result) {
        ShardId right = split.right();
        if (!split.from().equals(generation)
                || !store.span().canSplitAt(split.border())
                || right.equals(store.shard())) {
            result.refused()
                    .add(
                            "a split of %s at %s, of %s at %s"
                                    .formatted(
                                            split.from(),
                                            split.border(),
                                            generation,
                                            store.span()));
            return;
        }
        byte[] members = split.members().toBytes();
        byte[] before = mark(applied.previous(), members).toBytes();
        transactions.cutAt(split.border());
        generation = generation.next();
        highest = Timestamp.max(highest, split.floor());
        Applied.Forked fork = new Applied.Forked(right, term, members);
        if (forks.test(fork)) {
            byte[] birth = mark(Slot.FIRST, members).toBytes();
            store.split(split.border(), right, before, birth);
            result.forks().add(fork);
        } else {
            store.splitAway(split.border(), right, before);
        }
        transactions.keepTo(store.span());
        rows.keepTo(store.span());
    }

    private Mark mark(Slot at, byte[] members) {
        return new Mark(at, generation, term, members, highest, shelf.horizon(), fingerprint());
    }

    private Ruling take(TxnRecord record) {
        Optional<TxnRecord.Prepared> doubt =
                record instanceof TxnRecord.Resolved one
                        ? transactions.inDoubt(one.txn(), one.span())
                        : Optional.empty();
        Ruling ruling = transactions.apply(record);
        Optional<Timestamp> landed =
                ruling instanceof Ruling.Landed(Timestamp at, _)
                        ? Optional.of(at)
                        : Optional.empty();
        landed.ifPresent(at -> lastWrite = Timestamp.max(lastWrite, at));
        if (doubt.isPresent()) {
            rows.resolve(doubt.get().txn(), doubt.get().share().writes(), landed);
        } else if (record instanceof TxnRecord.Prepared one && ruling instanceof Ruling.Entered) {
            rows.prepare(one.txn(), one.pledge().floor(), one.share().writes());
        } else if (record instanceof TxnRecord.Committed one && landed.isPresent()) {
            rows.commit(one.txn(), landed.get(), one.writes());
        }
        return ruling;
    }

    // Flushing.

    /// Sets a mark: the state as it is now is what the next flush makes durable.
    ///
    /// @param members who the members are from the next slot on, as the host writes it
    public Mark freeze(byte[] members) {
        Mark mark = mark(applied, members);
        store.freeze(mark.toBytes());
        return mark;
    }
}
