package dev.isochron.bench.rebalance;

import dev.isochron.bench.rebalance.Deed.Fate;
import dev.isochron.bench.rebalance.Deed.Kind;
import dev.isochron.client.Isochron;
import dev.isochron.client.Scan;
import dev.isochron.client.Transaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.ColumnType.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Clients that move money between accounts, read, and put a pulse on every stretch of keys.
final class Traffic implements AutoCloseable {

    private static final String TABLE = "account";
    private static final String PULSES = "pulses";
    private static final String BALANCE = "balance";

    private static final long OPENING = 1_000;
    private static final int MOST_MOVED = 50;
    private static final int READ_PERCENT = 20;
    private static final long LOADED_BYTES_AT_ONCE = 256 << 10;

    /// Between two pulses, so that they measure the load and are not most of it.
    private static final long PULSE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Isochron db;
    private final RebalancePlan plan;
    private final ConcurrentLinkedQueue<List<Deed>> deeds = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<TransactionRef> unknownPulses =
            new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /// One call.
    private interface Call {
        void run() throws IsochronException;
    }

    Traffic(Isochron db, RebalancePlan plan) {
        this.db = db;
        this.plan = plan;
    }

    /// Makes the accounts.
    void load() {
        db.createTable(
                TABLE,
                t ->
                        t.required("id", Scalar.INT64)
                                .required(BALANCE, Scalar.INT64)
                                .required(PULSES, Scalar.INT64)
                                .required("filler", Text.UNLIMITED)
                                .key("id"));
        int atOnce = Math.clamp(LOADED_BYTES_AT_ONCE / (plan.rowBytes() + 1), 1, 200);
        for (int from = 0; from < plan.rows(); from += atOnce) {
            int first = from;
            int until = Math.min(plan.rows(), from + atOnce);
            db.run(tx -> {
                for (int number = first; number < until; number++) {
                    put(tx, Ground.account(number, plan.rows()), OPENING);
                }
            });
        }
        db.run(tx -> {
            for (int lane = 0; lane < Ground.LANES; lane++) {
                put(tx, Ground.pulse(lane), 0);
            }
        });
    }

    private void put(Transaction tx, long id, long balance) {
        String filler = Long.toString(id, 36).repeat(plan.rowBytes() + 1);
        tx.put(
                tx.row(TABLE)
                        .with("id", id)
                        .with(BALANCE, balance)
                        .with(PULSES, 0)
                        .with("filler", filler.substring(0, plan.rowBytes())));
    }

    void start() {
        for (int client = 0; client < plan.clients(); client++) {
            threads.add(Thread.ofVirtual().name("client-" + client).start(this::work));
        }
        for (int lane = 0; lane < Ground.LANES; lane++) {
            int of = lane;
            threads.add(Thread.ofVirtual().name("pulse-" + lane).start(() -> pulse(of)));
        }
    }

    private void work() {
        List<Deed> own = new ArrayList<>();
        while (!over) {
            ThreadLocalRandom chance = ThreadLocalRandom.current();
            long from = Ground.account(chance.nextInt(plan.rows()), plan.rows());
            if (chance.nextInt(100) < READ_PERCENT) {
                own.add(timed(Kind.READ, -1, () -> read(from)));
            } else {
                long to = Ground.account(chance.nextInt(plan.rows()), plan.rows());
                long amount = 1L + chance.nextInt(MOST_MOVED);
                if (from != to) {
                    own.add(
                            timed(
                                    Kind.TRANSFER,
                                    -1,
                                    () -> db.run(tx -> transfer(tx, from, to, amount))));
                }
            }
        }
        deeds.add(own);
    }

    private void read(long account) {
        if (db.get(TABLE, account).isEmpty()) {
            throw new NoSuchElementException("account " + account + " is gone");
        }
    }

    private static void transfer(Transaction tx, long from, long to, long amount) {
        List<Optional<Row>> found = tx.forUpdate().rows(TABLE, List.of(List.of(from), List.of(to)));
        Row payer = found.getFirst().orElseThrow();
        Row payee = found.getLast().orElseThrow();
        if (payer.number(BALANCE) >= amount) {
            tx.put(payer.with(BALANCE, payer.number(BALANCE) - amount));
            tx.put(payee.with(BALANCE, payee.number(BALANCE) + amount));
        }
    }

    private void pulse(int lane) {
        List<Deed> own = new ArrayList<>();
        long id = Ground.pulse(lane);
        while (!over) {
            own.add(timed(Kind.PULSE, lane, () -> db.run(tx -> beat(tx, id))));
            try {
                TimeUnit.NANOSECONDS.sleep(PULSE_PAUSE_NANOS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        deeds.add(own);
    }

    private static void beat(Transaction tx, long id) {
        Row row = tx.forUpdate().get(TABLE, id).orElseThrow();
        tx.put(row.with(PULSES, row.number(PULSES) + 1));
    }

    private Deed timed(Kind kind, int lane, Call call) {
        long fromNanos = System.nanoTime();
        Fate fate = fate(kind, call);
        return new Deed(kind, lane, fromNanos, System.nanoTime(), fate);
    }

    private Fate fate(Kind kind, Call call) {
        try {
            call.run();
            return Fate.DONE;
        } catch (OutcomeUnknownException unknown) {
            if (kind == Kind.PULSE) {
                unknownPulses.add(unknown.transaction());
            }
            return Fate.UNKNOWN;
        } catch (IsochronException failed) {
            failures.add(String.valueOf(failed.getMessage()));
            return Fate.FAILED;
        }
    }

    /// Ends all clients and returns what they did.
    List<Deed> stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        List<Deed> all = new ArrayList<>();
        deeds.forEach(all::addAll);
        return all;
    }

    /// What failed, in the words that programs were told.
    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Counts all money and all pulses.
    ///
    /// @param done all that clients did
    /// @throws WrongSum if any was made or lost
    void audit(List<Deed> done, Consumer<String> tell) {
        long beats =
                done.stream().filter(deed -> deed.kind() == Kind.PULSE && deed.isDone()).count();
        for (TransactionRef asked : unknownPulses) {
            if (db.outcome(asked) instanceof Outcome.Committed) {
                beats++;
            }
        }
        long[] seen = new long[3];
        db.snapshot()
                .scan(Scan.of(TABLE))
                .forEach(row -> {
                    seen[0]++;
                    seen[1] += row.number(BALANCE);
                    seen[2] += row.number(PULSES);
                });
        tell.accept("found %,d in %,d rows, and %,d pulses".formatted(seen[1], seen[0], seen[2]));
        if (seen[0] != plan.rows() + Ground.LANES
                || seen[1] != plan.rows() * OPENING
                || seen[2] != beats) {
            throw new WrongSum(
                    "%,d in %,d rows, not %,d in %,d; %,d pulses, and clients made %,d"
                            .formatted(
                                    seen[1],
                                    seen[0],
                                    plan.rows() * OPENING,
                                    plan.rows() + Ground.LANES,
                                    seen[2],
                                    beats));
        }
    }

    /// Something was made or lost.
    static final class WrongSum extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongSum(String what) {
            super(what);
        }
    }

    @Override
    public void close() {
        over = true;
        db.close();
    }
}
