package dev.isochron.shard.lead;

import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.EntryCodec;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.ShardEffects.Proposal;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.state.PreparedKeys;
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
    private final int inFlight;
    private final ArrayDeque<Item> queue = new ArrayDeque<>();
    private final LinkedHashMap<Long, List<Item>> proposed = new LinkedHashMap<>();
    private final PreparedKeys underWay = new PreparedKeys();
    private long numbers;
    private long added;
    private long settled;
    private boolean over;

    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    private record Item(ShardRecord record, byte[] bytes, Optional<TxnId> txn) {}

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

    /// A leadership begins.
    public void begin() {
        over = false;
    }

    /// The leadership is over: nothing more is proposed, and what waited never will be.
    public void end() {
        over = true;
        while (!queue.isEmpty()) {
            settle(queue.remove());
        }
    }

    /// The entries to be proposed now.
    public List<Proposal> take() {
        List<Proposal> entries = new ArrayList<>();
        while (!over && !queue.isEmpty() && proposed.size() < inFlight) {
            List<Item> batch = batch();
            List<byte[]> records = new ArrayList<>(batch.size());
            batch.forEach(item -> records.add(item.bytes()));
            proposed.put(++numbers, batch);
            entries.add(new Proposal(numbers, EntryCodec.entry(records)));
        }
        return entries;
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
        List<Item> batch = proposed.remove(number);
        if (batch != null) {
            batch.forEach(this::settle);
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

    /// Of how many of them the fate is known; they come to an end in the order they were added.
    public long settled() {
        return settled;
    }

    /// Records whose fate is not known.
    public long count() {
        return added - settled;
    }
}
