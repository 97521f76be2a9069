package dev.isochron.simulation.transactions;

import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.client.Snapshot;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.txn.CommitToken;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Rows on all shards that always hold the same number, raised by one transaction at a time, and
/// auditors that read them one by one, each of them at whatever replica answers, as of one moment:
/// a strong one, an exact one, so and so long ago, at most so old, or at least as fresh as a
/// commit.
///
/// ```
/// commits     1@10     2@20          3@35
/// a snapshot at 20 .. 34 shows 2 in every row, whenever it is read
/// ```
public final class SnapshotAudit implements Workload {

    private static final String TABLE = "ledgers";
    private static final String NUMBER = "n";
    private static final int AUDITS_PERMILLE = 600;
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final int rows;
    private final BooleanSupplier clocksAreHonest;
    private final List<String> wrong = new ArrayList<>();

    /// What was acknowledged: the number, and when it was committed.
    private final TreeMap<Long, Timestamp> commits = new TreeMap<>();

    /// What was seen: as of when, which number.
    private final List<Seen> seen = new ArrayList<>();

    private record Seen(Timestamp at, long number, ReadAt asked) {}

    /// @param rows how many there are, from 1
    /// @param clocksAreHonest false while a clock may lie, for then its node chooses wrong moments
    public SnapshotAudit(int rows, BooleanSupplier clocksAreHonest) {
        this.rows = rows;
        this.clocksAreHonest = clocksAreHonest;
    }

    @Override
    public void prepare(Isochron db) {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required(NUMBER, ColumnType.Scalar.INT64)
                                .key("id"));
        Timestamp at =
                db.run(
                                tx -> {
                                    for (long id = 1; id <= rows; id++) {
                                        Row row = tx.row(TABLE).with("id", id);
                                        tx.insert(row.with(NUMBER, 0L));
                                    }
                                })
                        .timestamp();
        commits.put(0L, at);
    }

    @Override
    public boolean act(Isochron db, long process, Generator chance) {
        try {
            if (chance.happens(AUDITS_PERMILLE)) {
                audit(db, draw(chance), chance);
            } else {
                raise(db);
            }
            return true;
        } catch (OutcomeUnknownException e) {
            return false;
        } catch (BadInputException e) {
            if (clocksAreHonest.getAsBoolean()) {
                complain("refused: " + e.getMessage());
            }
            return true;
        } catch (IsochronException e) {
            return true;
        }
    }

    private void raise(Isochron db) {
        var done =
                db.transact(tx -> {
                    long next = 0;
                    for (long id = 1; id <= rows; id++) {
                        Row row = tx.forUpdate().get(TABLE, id).orElseThrow();
                        next = row.number(NUMBER) + 1;
                        tx.update(row.with(NUMBER, next));
                    }
                    return next;
                });
        synchronized (this) {
            commits.put(done.value(), done.timestamp());
        }
    }

    private synchronized ReadAt draw(Generator chance) {
        Timestamp last = commits.lastEntry().getValue();
        Timestamp some = commits.floorEntry(chance.below(commits.lastKey() + 1)).getValue();
        Duration age = Duration.ofNanos(chance.spread(1, MAX_AGE_NANOS));
        return switch ((int) chance.below(6)) {
            case 0, 1 -> Freshness.strong();
            case 2 ->
                    Freshness.at(chance.nextBoolean() ? some : some.plusNanos(chance.below(1000)));
            case 3 -> Freshness.ago(age);
            case 4 -> Freshness.within(age);
            default -> Freshness.atLeast(new CommitToken(last));
        };
    }

    /// Several statements at one moment, in any order, and perhaps at several replicas.
    private void audit(Isochron db, ReadAt asked, Generator chance) {
        long known = lastKnown();
        Snapshot snapshot = db.snapshot(asked);
        List<Long> order = new ArrayList<>();
        for (long id = 1; id <= rows; id++) {
            order.add(id);
        }
        chance.shuffle(order);
        List<Long> numbers = new ArrayList<>();
        for (long id : order) {
            Optional<Row> row = snapshot.get(TABLE, id);
            numbers.add(row.map(r -> r.number(NUMBER)).orElse(-1L));
        }
        Timestamp at = snapshot.timestamp().orElseThrow();
        boolean isOne = numbers.stream().distinct().count() == 1;
        // Tables are read as of the same moment: before they were filled there is nothing to see.
        boolean isEmpty = numbers.getFirst() < 0;
        if (!isOne || (isEmpty && !at.isBefore(first()))) {
            complain("a snapshot %s at %s shows %s".formatted(asked, at, numbers));
        } else if (!isEmpty) {
            note(new Seen(at, numbers.getFirst(), asked), known);
        }
    }

    private synchronized long lastKnown() {
        return commits.lastKey();
    }

    private synchronized Timestamp first() {
        return commits.firstEntry().getValue();
    }

    private synchronized void note(Seen one, long known) {
        seen.add(one);
        boolean fresh =
                switch (one.asked()) {
                    case ReadAt.Strong _ -> one.number() >= known;
                    case ReadAt.AtLeast(Timestamp least) -> one.number() >= numberAt(least);
                    case ReadAt.Exact(Timestamp exactly) -> one.at().equals(exactly);
                    case ReadAt.ExactStaleness _, ReadAt.MaxStaleness _ -> true;
                };
        if (!fresh && clocksAreHonest.getAsBoolean()) {
            complain("%s is stale; %d was known before".formatted(one, known));
        }
    }

    private long numberAt(Timestamp t) {
        long number = 0;
        for (Map.Entry<Long, Timestamp> commit : commits.entrySet()) {
            if (!commit.getValue().isAfter(t)) {
                number = commit.getKey();
            }
        }
        return number;
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    /// Whatever was seen, and whenever: each moment shows the number of the last commit up to it.
    @Override
    public List<String> judge(Isochron db) {
        audit(db, Freshness.strong(), new Generator(1));
        synchronized (this) {
            seen.forEach(this::judge);
            return List.copyOf(wrong);
        }
    }

    private void judge(Seen one) {
        Timestamp own = commits.get(one.number());
        Timestamp next = commits.get(one.number() + 1);
        boolean tooEarly = own != null && one.at().isBefore(own);
        boolean tooLate = next != null && !one.at().isBefore(next);
        if (tooEarly || tooLate) {
            complain(
                    "%s, but %d came at %s and the next at %s"
                            .formatted(one, one.number(), own, next));
        }
    }
}
