package dev.isochron.shard.lead;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.ShardEffects.Proposal;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.PreparedKeys;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Records on their way into the log, in the order of their timestamps (T1).
///
/// What waits while as many entries are under way as may be goes into the next one together; nobody
/// waits for a timer. Proposals outlive the leadership that made them: their fates come later.
public final class Proposals {

    /// As many as fill a modest entry.
    private static final int MOST_LATER = 1_000;

    private final int inFlight;
    private final ArrayDeque<Item> queue = new ArrayDeque<>();

    /// Records that nobody waits for, and that stand in no order with others.
    private final ArrayDeque<Item> later = new ArrayDeque<>();

    private final LinkedHashMap<Long, Batch> proposed = new LinkedHashMap<>();
    private final PreparedKeys underWay = new PreparedKeys();
    private long laterAtNanos;
    private long numbers;
    private long added;
    private long taken;
    private long settled;
    private boolean over;
    private boolean announces;
    private Ballot term = Ballot.NONE;

    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    private record Item(ShardRecord record, byte[] bytes, Optional<TxnId> txn) {}

    /// One entry.
    ///
    /// @param before how many records were taken before it
    private record Batch(long before, List<Item> items) {}

    public Proposals(int inFlight) {
        this.inFlight = inFlight;
    }

    /// Takes a record whose timestamp was just given.
    ///
    /// @param txn whose writes it brings, at its timestamp or later; absent if it brings none
    public void add(ShardRecord record, Optional<TxnId> txn) {
        added++;
        queue.add(new Item(record, EntryCodec.encode(record), txn));
        txn.ifPresent(id -> underWay.add(id, record.at(), record.keys()));
    }

    /// Takes a record that nobody waits for, and that stands in no order with others: it goes with
    /// the next entry, or alone after a while.
    public void addLater(Turn turn, ShardRecord record, Duration atMost) {
        long due = turn.after(atMost);
        laterAtNanos = later.isEmpty() ? due : Math.min(laterAtNanos, due);
        later.add(new Item(record, EntryCodec.encode(record), Optional.empty()));
    }

    /// When an entry is due for what nobody waits for; [Long#MAX_VALUE] if there is nothing.
    public long wakeAtNanos() {
        return later.isEmpty() || over ? Long.MAX_VALUE : laterAtNanos;
    }

    /// A leadership begins.
    ///
    /// @param announce whether its first entry, an empty one, leaves at once
    public void begin(Ballot ballot, boolean announce) {
        over = false;
        term = ballot;
        announces = announce;
    }

    /// The leadership is over: nothing more is proposed, and what waited never will be.
    public void end() {
        over = true;
        announces = false;
        later.clear();
        while (!queue.isEmpty()) {
            taken++;
            settle(queue.remove());
        }
    }

    /// The entries to be proposed now.
    ///
    /// @param somebodyWaits whether somebody may wait for what nobody waited for
    public List<Proposal> take(Turn turn, boolean somebodyWaits) {
        boolean isOwed =
                somebodyWaits || turn.uptimeNanos() >= laterAtNanos || later.size() >= MOST_LATER;
        if (!later.isEmpty() && (!queue.isEmpty() || isOwed) && proposed.size() < inFlight) {
            added += later.size();
            queue.addAll(later);
            later.clear();
        }
        List<Proposal> entries = new ArrayList<>();
        if (announces) {
            announces = false;
            entries.add(propose(List.of()));
        }
        while (!over && !queue.isEmpty() && proposed.size() < inFlight) {
            entries.add(propose(batch()));
        }
        return entries;
    }

    private Proposal propose(List<Item> batch) {
        List<byte[]> records = new ArrayList<>(batch.size());
        batch.forEach(item -> records.add(item.bytes()));
        proposed.put(++numbers, new Batch(taken, batch));
        taken += batch.size();
        return new Proposal(numbers, EntryCodec.entry(term, records));
    }

    private List<Item> batch() {
        List<Item> batch = new ArrayList<>();
        long bytes = 0;
        while (!queue.isEmpty()) {
            bytes += queue.peek().bytes().length;
            if (!batch.isEmpty() && bytes > ShardSettings.ENTRY_BYTES) {
                break;
            }
            batch.add(queue.remove());
        }
        return batch;
    }

    /// It is known what became of an entry.
    public void fate(long number) {
        Batch batch = proposed.remove(number);
        if (batch != null) {
            batch.items().forEach(this::settle);
        }
    }

    private void settle(Item item) {
        settled++;
        item.txn().ifPresent(id -> underWay.remove(id, item.record().keys()));
    }

    /// What may appear on which keys, from when on.
    public PreparedKeys underWay() {
        return underWay;
    }

    /// How many records there were so far.
    public long added() {
        return added;
    }

    /// How many of the first of them have all come to an end. Some end sooner than others that were
    /// added before: when a leadership is over, what was not proposed yet is surely not chosen,
    /// while nobody knows what becomes of the rest.
    public long settled() {
        return proposed.isEmpty() ? taken : proposed.firstEntry().getValue().before();
    }

    /// Records whose fate is not known.
    public long count() {
        return added - settled;
    }
}
