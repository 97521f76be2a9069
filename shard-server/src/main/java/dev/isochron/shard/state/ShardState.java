package dev.isochron.shard.state;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.LateCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
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

    private static final Optional<Mark> NO_MARK = Optional.empty();

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
    private Lineage lineage;
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
        this.lineage = mark.lineage();
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
                        0,
                        Lineage.NONE);
    }

    private void load() throws MalformedEntry {
        if (store.state() != ReplicaStore.State.LIVE) {
            return;
        }
        load(store.span());
    }

    private void load(Span keys) throws MalformedEntry {
        for (StoredRecord record : records(RecordKinds.LATE, keys)) {
            LateCodec.Committed late = LateCodec.decode(record.content());
            TxnId txn = TxnId.readFrom(ByteBuffer.wrap(record.key().suffix()));
            rows.restore(new Late(late.at(), txn, late.write()));
        }
        for (TxnRecord.Prepared prepared : transactions.inDoubt()) {
            if (keys.contains(prepared.span().from())) {
                rows.prepare(prepared.txn(), prepared.pledge().floor(), prepared.share().writes());
            }
        }
    }

    private List<StoredRecord> records(byte kind, Span keys) {
        List<StoredRecord> all = new ArrayList<>();
        RecordPage page = store.records(kind, keys, PAGE);
        all.addAll(page.records());
        Optional<RecordKey> rest = page.rest();
        while (rest.isPresent()) {
            page = store.recordsFrom(rest.get(), keys, PAGE);
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

    /// What it took in, and whether it is to be taken in.
    public Lineage lineage() {
        return lineage;
    }

    /// Whether it stands still, to become part of its left neighbour.
    public boolean isFrozen() {
        return lineage.leaving().isPresent() && rules.keeps(ShardRule.STOP_FOR_MERGE);
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
                // What is frozen has one generation: whoever takes it in goes on above that.
                generation = isFrozen() ? generation : generation.next();
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
        if (batch.records().size() == 1 && alone(batch.records().getFirst(), result)) {
            return result;
        }
        if (isFrozen() && !batch.records().isEmpty()) {
            result.refused().add("the whole entry: the shard is frozen for a merge");
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

    /// What changes the shard as a whole is alone in its entry.
    ///
    /// @return false if the record does not
    private boolean alone(ShardRecord record, Applied result) {
        switch (record) {
            case ShardRecord.Split split -> split(split, result);
            case ShardRecord.Freeze freeze -> freeze(freeze, result);
            case ShardRecord.Thaw thaw -> thaw(thaw, result);
            case ShardRecord.Merge merge -> merge(merge, result);
            case ShardRecord.Decline(Generation from) -> {
                if (from.equals(generation) && !isFrozen()) {
                    generation = generation.next();
                }
            }
            case ShardRecord.Transaction _, ShardRecord.Retention _ -> {
                return false;
            }
        }
        return true;
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
                    ShardRecord.Split _,
                    ShardRecord.Freeze _,
                    ShardRecord.Thaw _,
                    ShardRecord.Merge _,
                    ShardRecord.Decline _ ->
                    Optional.empty();
        };
    }

    private void take(ShardRecord record, Applied result) {
        highest = Timestamp.max(highest, record.at());
        switch (record) {
            case ShardRecord.Transaction(TxnRecord what) ->
                    result.rulings().add(new Applied.Ruled(what, take(what)));
            case ShardRecord.Retention(_, Timestamp versions) -> store.raiseHorizon(versions);
            case ShardRecord.Split _,
                    ShardRecord.Freeze _,
                    ShardRecord.Thaw _,
                    ShardRecord.Merge _,
                    ShardRecord.Decline _ ->
                    result.refused().add("what must be alone in its entry is not: " + record);
        }
    }

    /// A shard that was taken in begins nowhere again: with its number the right half would be
    /// nobody's.
    ///
    /// Everything that is kept is kept at a key, and goes where that goes; shares in doubt that
    /// reach over the border are cut. What was applied before is what a crash may leave of this
    /// shard, and then it is split again.
    private void split(ShardRecord.Split split, Applied result) {
        ShardId right = split.right();
        if (!split.from().equals(generation)
                || !store.span().canSplitAt(split.border())
                || right.equals(store.shard())
                || lineage.took(right)
                || isFrozen()) {
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

    private void freeze(ShardRecord.Freeze freeze, Applied result) {
        boolean isMeant = freeze.from().equals(generation) && lineage.leaving().isEmpty();
        if (!isMeant || freeze.into().left().equals(store.shard())) {
            result.refused().add("%s, of %s".formatted(freeze, generation));
            return;
        }
        lineage = lineage.frozenFor(freeze.into());
        generation = generation.next();
        highest = Timestamp.max(highest, freeze.floor());
    }

    private void thaw(ShardRecord.Thaw thaw, Applied result) {
        if (!thaw.from().equals(generation) || lineage.leaving().isEmpty()) {
            result.refused().add("%s, of %s".formatted(thaw, generation));
            return;
        }
        lineage = lineage.thawed();
        generation = generation.next();
    }

    /// The log decides, whether or not the neighbour's state is here. Where it is not, only the
    /// state of another replica helps: what was applied before is what this one leaves.
    private void merge(ShardRecord.Merge merge, Applied result) {
        ShardRecord.Right right = merge.right();
        ShardId gone = right.route().shard();
        if (!merge.from().equals(generation)
                || isFrozen()
                || !store.span().touches(right.keys())
                || gone.equals(store.shard())) {
            result.refused().add("%s, of %s at %s".formatted(merge, generation, store.span()));
            return;
        }
        Lineage.Leaving into = new Lineage.Leaving(store.shard(), generation);
        Optional<Mark> last = frozenMark(gone, into);
        result.joined().add(new Applied.Merged(gone, last.isPresent()));
        if (last.isPresent()) {
            takeIn(last.get(), merge, into);
        } else if (store.isUnborn()) {
            store.freeze(mark(applied.previous(), merge.members().toBytes()).toBytes());
        }
    }

    private Optional<Mark> frozenMark(ShardId right, Lineage.Leaving into) {
        Optional<byte[]> bytes =
                store.neighbour(right)
                        .filter(there -> there.state() == ReplicaStore.State.LIVE)
                        .filter(there -> !there.isUnborn())
                        .flatMap(ReplicaStore::storedMark);
        try {
            Optional<Mark> mark = bytes.isPresent() ? Optional.of(Mark.of(bytes.get())) : NO_MARK;
            return mark.filter(found -> found.lineage().leaving().equals(Optional.of(into)));
        } catch (MalformedEntry malformed) {
            throw new IllegalStateException(
                    "what is stored of " + right + " is no mark", malformed);
        }
    }

    private void takeIn(Mark last, ShardRecord.Merge merge, Lineage.Leaving into) {
        ShardRecord.Right right = merge.right();
        ShardId gone = right.route().shard();
        store.merge(store.neighbour(gone).orElseThrow());
        transactions.takeIn(right.keys(), last.outcomes());
        rows.takeIn(last.fingerprint());
        try {
            load(right.keys());
        } catch (MalformedEntry malformed) {
            throw new IllegalStateException("what is stored of " + gone, malformed);
        }
        Generation theirs = right.route().generation();
        lineage =
                lineage.with(
                        new Lineage.Joined(into.left(), into.generation(), gone),
                        last.lineage(),
                        merge.floor().nanos());
        generation = (theirs.isNewerThan(generation) ? theirs : generation).next();
        highest = Timestamp.max(highest, merge.floor());
    }

    private Mark mark(Slot at, byte[] members) {
        return new Mark(
                at, generation, term, members, highest, shelf.horizon(), fingerprint(), lineage);
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
