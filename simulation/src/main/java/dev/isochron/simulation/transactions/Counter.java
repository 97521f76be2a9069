package dev.isochron.simulation.transactions;

import dev.isochron.client.Isochron;
import dev.isochron.client.Once;
import dev.isochron.client.RequestKey;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Counters that are raised once for each idempotency key, however often a client that does not
/// know asks again: in the end each stands where its keys put it.
///
/// ```
/// key k7 ─▶ unknown ─▶ k7 again ─▶ done before, at the same timestamp
/// ```
public final class Counter implements Workload {

    private static final String TABLE = "counters";
    private static final String COUNT = "n";
    private static final int MAX_TRIES = 40;

    private static final long LONGEST_WAIT_NANOS = 20_000_000_000L;

    private final int counters;
    private Optional<LongConsumer> sleep = Optional.empty();
    private final boolean renames;
    private final List<String> wrong = new ArrayList<>();
    private final TreeMap<Long, Long> done = new TreeMap<>();
    private final TreeMap<Long, Long> open = new TreeMap<>();
    private long lastKey;

    /// @param counters how many there are, from 1
    /// @param renames each try has another key: that is what keys are for (a mutation)
    public Counter(int counters, boolean renames) {
        this.counters = counters;
        this.renames = renames;
    }

    /// Who was told asks again, perhaps only once it is forgotten what became of the key.
    ///
    /// @param wait lets the session wait, nanoseconds
    public Counter askingLater(LongConsumer wait) {
        sleep = Optional.of(wait);
        return this;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required(COUNT, ColumnType.Scalar.INT64)
                                .key("id"));
        db.run(tx -> {
            for (long id = 1; id <= counters; id++) {
                tx.insert(tx.row(TABLE).with("id", id).with(COUNT, 0L));
            }
        });
    }

    /// Whatever becomes of it, this client knows: it asks until it is told.
    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        long counter = 1 + chance.below(counters);
        RequestKey key;
        try {
            key = db.requestKey("key " + nextKey());
        } catch (IsochronException e) {
            return true;
        }
        note(open, counter, 1);
        for (int i = 0; i < MAX_TRIES; i++) {
            RequestKey named = renames ? new RequestKey(key.asked(), key.name() + "/" + i) : key;
            Optional<Once<Long>> once = raise(db, named, counter);
            if (once.isPresent()) {
                note(open, counter, -1);
                note(done, counter, 1);
                again(db, named, counter, once.get(), chance);
                return true;
            }
        }
        return true;
    }

    private synchronized long nextKey() {
        lastKey++;
        return lastKey;
    }

    private static Optional<Once<Long>> raise(Isochron db, RequestKey key, long counter) {
        try {
            return Optional.of(
                    db.transactOnce(
                            key,
                            tx -> {
                                Row row = tx.forUpdate().get(TABLE, counter).orElseThrow();
                                long next = row.number(COUNT) + 1;
                                tx.update(row.with(COUNT, next));
                                return next;
                            }));
        } catch (IsochronException e) {
            return Optional.empty();
        }
    }

    /// Now and then somebody asks once more although it was told.
    private void again(
            Isochron db, RequestKey key, long counter, Once<Long> first, Generator chance) {
        if (!chance.happens(200)) {
            return;
        }
        sleep.ifPresent(wait -> wait.accept(chance.spread(1, LONGEST_WAIT_NANOS)));
        Optional<Once<Long>> second = raise(db, key, counter);
        boolean same =
                second.isEmpty()
                        || (second.get().isRepeated()
                                && second.get().timestamp().equals(first.timestamp()));
        if (!same) {
            complain(key + " was done as " + first + ", and again as " + second.get());
        }
    }

    private synchronized void note(Map<Long, Long> where, long counter, long by) {
        where.merge(counter, by, Long::sum);
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    /// A key that was given up may have been counted or not.
    @Override
    public List<String> judge(Isochron db) {
        for (long id = 1; id <= counters; id++) {
            long stands = db.get(TABLE, id).orElseThrow().number(COUNT);
            judge(id, stands);
        }
        synchronized (this) {
            return List.copyOf(wrong);
        }
    }

    private synchronized void judge(long id, long stands) {
        long least = done.getOrDefault(id, 0L);
        long most = least + open.getOrDefault(id, 0L);
        if (stands < least || stands > most) {
            wrong.add(
                    "counter %d stands at %d, where its keys put it between %d and %d"
                            .formatted(id, stands, least, most));
        }
    }
}
