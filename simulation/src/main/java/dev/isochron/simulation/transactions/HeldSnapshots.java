package dev.isochron.simulation.transactions;

import dev.isochron.client.Hold;
import dev.isochron.client.Isochron;
import dev.isochron.client.Snapshot;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Rows that all change with a number, some of them deleted with each, and readers who hold a
/// snapshot for longer than versions are kept: it shows its number until it is closed.
///
/// ```
/// number   1        2        3        4         row `id` holds the number,
/// row 1    -        2        3        4         and is not there every so often
/// row 2    1        -        3        4
/// held              2 ──────────────────▶ 2
/// ```
public final class HeldSnapshots implements Workload {

    private static final String TABLE = "held";
    private static final String NUMBER = "n";
    private static final int TURNS = 4;
    private static final int HOLDS_PERMILLE = 150;
    private static final int LOOKS = 6;
    private static final long SHORTEST_NANOS = 100_000_000L;

    /// Clocks of servers are off by less.
    private static final long UNSURE_NANOS = 500_000_000L;

    private final int rows;
    private final World world;
    private final List<String> wrong = new ArrayList<>();

    /// What a workload needs of the world for this.
    ///
    /// @param sleep lets the session wait, nanoseconds
    /// @param now true time
    /// @param clocksAreHonest false while a clock may lie: then its node may let go too much
    /// @param longestNanos between two looks
    public record World(
            LongConsumer sleep,
            Supplier<Timestamp> now,
            BooleanSupplier clocksAreHonest,
            long longestNanos) {}

    /// @param rows how many there are beside the one with the number
    public HeldSnapshots(int rows, World world) {
        this.rows = rows;
        this.world = world;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required(NUMBER, ColumnType.Scalar.INT64)
                                .key("id"));
        db.run(tx -> tx.insert(tx.row(TABLE).with("id", 0L).with(NUMBER, 0L)));
    }

    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        try {
            if (chance.happens(HOLDS_PERMILLE)) {
                hold(db.snapshot(), chance);
            } else {
                raise(db);
            }
            return true;
        } catch (OutcomeUnknownException e) {
            return false;
        } catch (IsochronException e) {
            return true;
        }
    }

    private void raise(Isochron db) {
        db.run(tx -> {
            long next = tx.forUpdate().get(TABLE, 0L).orElseThrow().number(NUMBER) + 1;
            tx.put(tx.row(TABLE).with("id", 0L).with(NUMBER, next));
            for (long id = 1; id <= rows; id++) {
                if (isThere(id, next)) {
                    tx.put(tx.row(TABLE).with("id", id).with(NUMBER, next));
                } else {
                    tx.delete(TABLE, id);
                }
            }
        });
    }

    private static boolean isThere(long id, long number) {
        return number > 0 && id % TURNS != number % TURNS;
    }

    private void hold(Snapshot snapshot, Generator chance) {
        Optional<Row> numbered = snapshot.get(TABLE, 0L);
        if (numbered.isEmpty()) {
            return;
        }
        long number = numbered.get().number(NUMBER);
        try (Hold hold = snapshot.hold()) {
            for (int i = 0; i < LOOKS; i++) {
                world.sleep().accept(chance.spread(SHORTEST_NANOS, world.longestNanos()));
                look(snapshot, hold, number, 1 + chance.below(rows));
            }
        }
    }

    private void look(Snapshot snapshot, Hold hold, long number, long id) {
        boolean wasHeld = world.now().get().plusNanos(UNSURE_NANOS).isBefore(hold.until());
        Timestamp until = hold.until();
        long shown;
        try {
            shown = snapshot.get(TABLE, id).map(row -> row.number(NUMBER)).orElse(-1L);
        } catch (BadInputException e) {
            boolean isHeld = world.now().get().plusNanos(UNSURE_NANOS).isBefore(until);
            if (wasHeld
                    && isHeld
                    && e.failure() instanceof BadInput.SnapshotTooOld
                    && world.clocksAreHonest().getAsBoolean()) {
                complain("held until " + until + ", and refused: " + e.getMessage());
            }
            return;
        } catch (IsochronException e) {
            return;
        }
        if (shown != (isThere(id, number) ? number : -1)) {
            complain(
                    "a snapshot of number %d, %s, shows %d in row %d"
                            .formatted(number, snapshot.timestamp(), shown, id));
        }
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    @Override
    public List<String> judge(Isochron db) {
        Snapshot now = db.snapshot();
        long number = now.get(TABLE, 0L).orElseThrow().number(NUMBER);
        for (long id = 1; id <= rows; id++) {
            long shown = now.get(TABLE, id).map(row -> row.number(NUMBER)).orElse(-1L);
            if (shown != (isThere(id, number) ? number : -1)) {
                complain("in the end row %d shows %d, not %d".formatted(id, shown, number));
            }
        }
        synchronized (this) {
            return List.copyOf(wrong);
        }
    }
}
