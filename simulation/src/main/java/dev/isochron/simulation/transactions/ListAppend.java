package dev.isochron.simulation.transactions;

import dev.isochron.client.Isochron;
import dev.isochron.client.Reader;
import dev.isochron.client.Snapshot;
import dev.isochron.client.Transaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.simulation.history.Anomaly;
import dev.isochron.simulation.history.ListAppendJudge;
import dev.isochron.simulation.history.Operation;
import dev.isochron.simulation.history.Step;
import dev.isochron.simulation.seed.Generator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// Transactions of a few steps, each an append to a list or a read of one. Some only read, without
/// locks.
public final class ListAppend implements Workload {

    private static final String TABLE = "lists";
    private static final String ITEMS = "items";
    private static final int MAX_STEPS = 4;

    /// A list that is as long as this is left alone: rows have a limit, and what is read grows.
    private static final int LONGEST = 2_000;

    private final int keys;
    private final Recorder recorder;
    private final BooleanSupplier clocksAreHonest;
    private long lastValue;

    /// @param keys how many lists there are, from 1; few mean many conflicts
    /// @param clocksAreHonest false while a clock may lie: then nobody vouches for what was seen,
    ///   or for when it was so
    public ListAppend(int keys, Recorder recorder, BooleanSupplier clocksAreHonest) {
        this.keys = keys;
        this.recorder = recorder;
        this.clocksAreHonest = clocksAreHonest;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required(ITEMS, ColumnType.Scalar.BYTES)
                                .key("id"));
    }

    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        List<Step> asked = draw(chance);
        recorder.note(Operation.Type.INVOKE, process, asked, OptionalLong.empty());
        boolean onlyReads = asked.stream().allMatch(step -> step instanceof Step.Read);
        return (onlyReads && chance.nextBoolean())
                ? read(db, process, asked)
                : transact(db, process, asked);
    }

    private List<Step> draw(Generator chance) {
        List<Step> steps = new ArrayList<>();
        int count = 1 + chance.nextInt(MAX_STEPS);
        for (int i = 0; i < count; i++) {
            long key = 1 + chance.below(keys);
            steps.add(
                    chance.nextBoolean()
                            ? new Step.Read(key, Optional.empty())
                            : new Step.Append(key, nextValue()));
        }
        return steps;
    }

    private synchronized long nextValue() {
        lastValue++;
        return lastValue;
    }

    private boolean read(Isochron db, long process, List<Step> asked) {
        try {
            Snapshot snapshot = db.snapshot();
            List<Step> seen = new ArrayList<>();
            for (Step step : asked) {
                seen.add(new Step.Read(step.key(), Optional.of(list(snapshot, step.key()))));
            }
            long at = snapshot.timestamp().orElseThrow().nanos();
            return done(process, asked, seen, at);
        } catch (IsochronException e) {
            return failed(process, asked, e);
        }
    }

    private boolean transact(Isochron db, long process, List<Step> asked) {
        List<Step> seen = new ArrayList<>();
        try {
            var receipt =
                    db.run(tx -> {
                        seen.clear();
                        for (Step step : asked) {
                            seen.add(take(tx, step));
                        }
                    });
            return done(process, asked, seen, receipt.timestamp().nanos());
        } catch (IsochronException e) {
            return failed(process, asked, e);
        }
    }

    private boolean done(long process, List<Step> asked, List<Step> seen, long at) {
        if (clocksAreHonest.getAsBoolean()) {
            recorder.note(Operation.Type.OK, process, seen, OptionalLong.of(at));
            return true;
        }
        recorder.note(Operation.Type.INFO, process, asked, OptionalLong.empty());
        return false;
    }

    private boolean failed(long process, List<Step> asked, IsochronException e) {
        boolean unknown = e instanceof OutcomeUnknownException;
        recorder.note(
                unknown ? Operation.Type.INFO : Operation.Type.FAIL,
                process,
                asked,
                OptionalLong.empty());
        return !unknown;
    }

    private static Step take(Transaction tx, Step step) {
        return switch (step) {
            case Step.Read read -> new Step.Read(read.key(), Optional.of(list(tx, read.key())));
            case Step.Append append -> {
                List<Long> items = list(tx.forUpdate(), append.key());
                if (items.size() < LONGEST) {
                    items.add(append.value());
                    Row row = tx.row(TABLE).with("id", append.key());
                    tx.put(row.with(ITEMS, bytes(items)));
                }
                yield append;
            }
        };
    }

    private static List<Long> list(Reader reader, long key) {
        Optional<Row> row = reader.get(TABLE, key);
        List<Long> items = new ArrayList<>();
        if (row.isPresent()) {
            ByteBuffer bytes = ByteBuffer.wrap(row.get().bytes(ITEMS));
            while (bytes.hasRemaining()) {
                items.add(bytes.getLong());
            }
        }
        return items;
    }

    private static byte[] bytes(List<Long> items) {
        ByteBuffer bytes = ByteBuffer.allocate(items.size() * Long.BYTES);
        items.forEach(bytes::putLong);
        return bytes.array();
    }

    /// All lists are read once more, each in a transaction of its own, and the whole is judged.
    @Override
    public List<String> judge(Isochron db) {
        for (long key = 1; key <= keys; key++) {
            List<Step> asked = List.of(new Step.Read(key, Optional.empty()));
            long process = Long.MAX_VALUE - key;
            recorder.note(Operation.Type.INVOKE, process, asked, OptionalLong.empty());
            transact(db, process, asked);
        }
        return new ListAppendJudge(
                        dev.isochron.simulation.history.Transaction.of(recorder.operations()))
                .judge().stream().map(Anomaly::toString).toList();
    }
}
