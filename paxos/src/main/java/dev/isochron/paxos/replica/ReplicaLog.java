package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.invariant.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One replica's view of the log.
///
/// ```
///     covered by the machine   │  chosen prefix   │  accepted or learned, with holes
///   ──────────────────────────┬┴──────────────────┴┬─────────────────────────────▶ slots
///                           begin               chosen
/// ```
///
/// Values up to `chosen` are final. A Reconfigure in a chosen slot governs from the next slot on;
/// because nothing is proposed behind one that is not chosen yet, the configuration of the first
/// unchosen slot is always known.
final class ReplicaLog {
    private final TreeMap<Slot, AcceptedEntry> entries = new TreeMap<>();
    private final TreeMap<Slot, Configuration> governing = new TreeMap<>();
    private Slot begin;
    private Slot chosen;

    /// The highest slot that ever had a value here: above it there is nothing to look for.
    private Slot last = Slot.ZERO;

    private Slot applied;
    private Slot flushed;
    private long bytes;
    private long bytesAhead;

    /// The state machine has no state, and waits for a snapshot.
    private boolean stateless;

    /// @param covered the last slot in the state machine's durable state
    /// @param next the configuration that governs the slot after `covered`
    ReplicaLog(ReplicaImage image, Slot covered, Configuration next) {
        begin = image.begin();
        chosen = image.chosen();
        governing.put(begin, image.base());
        image.accepted().values().forEach(this::put);
        requireNoHole();
        recoverConfigurations();
        advance(end(), AcceptedEntry::isLearned);
        applied = covered;
        flushed = covered;
        if (covered.isAbove(chosen)) {
            startAfter(covered, next);
        }
    }

    private void requireNoHole() {
        int there = entries.subMap(begin, true, Slot.max(begin, chosen.next()), false).size();
        if (there != chosen.next().value() - begin.value()) {
            throw new IllegalArgumentException(
                    "the log claims "
                            + begin
                            + " to "
                            + chosen
                            + " as chosen and has "
                            + there
                            + " of them: it was damaged, and the replica must be marked so");
        }
    }

    private void recoverConfigurations() {
        for (AcceptedEntry entry : entries.headMap(chosen, true).values()) {
            noteConfiguration(entry);
        }
    }

    Slot begin() {
        return begin;
    }

    Slot chosen() {
        return chosen;
    }

    Slot applied() {
        return applied;
    }

    Slot flushed() {
        return flushed;
    }

    long retainedBytes() {
        return bytes;
    }

    /// What is accepted or learned above the chosen prefix, in bytes.
    long bytesAhead() {
        return bytesAhead;
    }

    /// What a candidate that lacks everything from `from` on would have to be sent, in bytes.
    long chosenBytesFrom(Slot from) {
        long sum = 0;
        if (!from.isAbove(chosen)) {
            for (AcceptedEntry entry : entries.subMap(from, true, chosen, true).values()) {
                sum += size(entry);
            }
        }
        return sum;
    }

    Slot firstUnchosen() {
        return chosen.next();
    }

    /// The highest slot with any value, or `chosen`.
    Slot end() {
        return Slot.max(chosen, last);
    }

    /// The configuration of the first unchosen slot.
    Configuration current() {
        return governing.lastEntry().getValue();
    }

    /// The slot after which [#current] was chosen.
    Slot currentSince() {
        return governing.lastKey().previous();
    }

    /// The configuration of a slot from `begin` to the first unchosen one.
    Configuration governing(Slot slot) {
        return governing.floorEntry(slot).getValue();
    }

    Optional<AcceptedEntry> entry(Slot slot) {
        return slot.isAbove(last) ? Optional.empty() : Optional.ofNullable(entries.get(slot));
    }

    /// All values from `from` on, at most `limit`.
    List<AcceptedEntry> from(Slot from, int limit) {
        List<AcceptedEntry> found = new ArrayList<>();
        for (AcceptedEntry entry : entries.tailMap(from, true).values()) {
            if (found.size() == limit) {
                break;
            }
            found.add(entry);
        }
        return found;
    }

    /// The value known to be chosen in `slot`, if the log still has it.
    Optional<Entry> learned(Slot slot) {
        return entry(slot)
                .filter(e -> e.isLearned() || !slot.isAbove(chosen))
                .map(AcceptedEntry::entry);
    }

    /// Takes in an accepted value, where none is known to be chosen.
    void accept(Slot slot, Ballot ballot, Entry entry) {
        if (slot.isAbove(chosen) && learned(slot).isEmpty()) {
            put(new AcceptedEntry(slot, ballot, entry));
        }
    }

    private Entry chosenEntry(Slot slot) {
        return entry(slot).orElseThrow().entry();
    }

    /// Takes in a value known to be chosen; true if that was news.
    boolean learn(Slot slot, Entry entry) {
        if (!slot.isAbove(chosen)) {
            if (!slot.isBelow(begin)) {
                requireSame(slot, chosenEntry(slot), entry);
            }
            return false;
        }
        AcceptedEntry old = entries.get(slot);
        if (old != null && old.isLearned()) {
            requireSame(slot, old.entry(), entry);
            return false;
        }
        put(new AcceptedEntry(slot, Ballot.NONE, entry));
        return true;
    }

    /// Moves `chosen` over consecutive slots up to `limit` that are learned or believed chosen.
    void advance(Slot limit, Predicate<AcceptedEntry> believed) {
        while (chosen.isBelow(limit)) {
            AcceptedEntry next = entries.get(chosen.next());
            if (next == null || !(next.isLearned() || believed.test(next))) {
                return;
            }
            chosen = next.slot();
            bytesAhead -= size(next);
            noteConfiguration(next);
        }
    }

    /// The next chosen value for the state machine, in slot order, each once.
    Optional<AcceptedEntry> nextToApply() {
        if (stateless || !applied.isBelow(chosen)) {
            return Optional.empty();
        }
        AcceptedEntry next = entries.get(applied.next());
        if (next != null) {
            applied = next.slot();
        }
        return Optional.ofNullable(next);
    }

    /// True if the state machine lacks slots that this log no longer has, or its whole state.
    boolean needsSnapshot() {
        return stateless || applied.next().isBelow(begin);
    }

    /// The state machine gave up its state: nothing is applied before it has another one.
    void loseState() {
        stateless = true;
    }

    void flushed(Slot slot) {
        flushed = Slot.max(flushed, slot);
    }

    /// Drops everything below `to`, which the state machine covers durably.
    void cut(Slot to) {
        Configuration base = governing(to);
        drop(entries.headMap(to, false));
        governing.headMap(to, true).clear();
        governing.put(to, base);
        begin = to;
    }

    /// The state machine now holds everything up to `at`, from a snapshot.
    void startAfter(Slot at, Configuration configuration) {
        Slot first = at.next();
        if (first.isAbove(begin)) {
            drop(entries.headMap(first, false));
            governing.headMap(first, true).clear();
            governing.put(first, configuration);
            begin = first;
            chosen = Slot.max(chosen, at);
        }
        applied = stateless ? at : Slot.max(applied, at);
        flushed = Slot.max(flushed, at);
        stateless = false;
    }

    private void drop(NavigableMap<Slot, AcceptedEntry> dropped) {
        for (AcceptedEntry entry : dropped.values()) {
            bytes -= size(entry);
            bytesAhead -= entry.slot().isAbove(chosen) ? size(entry) : 0;
        }
        dropped.clear();
    }

    private void noteConfiguration(AcceptedEntry entry) {
        if (entry.entry() instanceof Entry.Reconfigure change) {
            governing.put(entry.slot().next(), change.configuration());
        }
    }

    private void put(AcceptedEntry entry) {
        AcceptedEntry old = entries.put(entry.slot(), entry);
        last = Slot.max(last, entry.slot());
        long more = size(entry) - (old == null ? 0 : size(old));
        bytes += more;
        bytesAhead += entry.slot().isAbove(chosen) ? more : 0;
    }

    private static long size(AcceptedEntry entry) {
        return ENTRY_OVERHEAD + EntrySize.of(entry.entry());
    }

    /// What an entry costs beside its bytes: tree node, slot, ballot, headers; an estimate.
    private static final long ENTRY_OVERHEAD = 160;

    private static void requireSame(Slot slot, Entry mine, Entry other) {
        Invariant.P1.require(
                mine.equals(other),
                () -> slot + " is chosen as " + mine + " and offered as " + other);
    }

    @Override
    public String toString() {
        return "begin "
                + begin
                + " chosen "
                + chosen
                + " applied "
                + applied
                + " flushed "
                + flushed
                + " governing "
                + governing
                + " "
                + entries.values();
    }
}
