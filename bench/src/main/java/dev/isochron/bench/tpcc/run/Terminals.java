package dev.isochron.bench.tpcc.run;

import dev.isochron.bench.tpcc.model.Constants;
import dev.isochron.bench.tpcc.model.Deck;
import dev.isochron.bench.tpcc.model.Draw;
import dev.isochron.bench.tpcc.model.Input;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.port.Outcome;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.port.TpccStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs all terminals from the ramp-up to the end of the measuring interval.
public final class Terminals {

    /// After a failure a terminal waits a moment, so that a database that is down is not stormed.
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    /// How long the last transactions are awaited.
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final TpccStore store;
    private final TpccScale scale;
    private final Constants constants;
    private final RunPlan plan;

    public Terminals(TpccStore store, TpccScale scale, Constants constants, RunPlan plan) {
        this.store = store;
        this.scale = scale;
        this.constants = constants;
        this.plan = plan;
    }

    /// Puts them to work, and returns what was measured.
    ///
    /// @param atStart run when the measuring interval begins
    public RunResult run(Runnable atStart) throws InterruptedException {
        long startNanos = System.nanoTime() + plan.rampUp().toNanos();
        Ledger ledger = new Ledger(startNanos, plan.duration());
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < plan.terminals(); number++) {
            int terminal = number;
            threads.add(
                    Thread.ofVirtual()
                            .name("terminal-" + number)
                            .start(() -> work(terminal, ledger)));
        }
        TimeUnit.NANOSECONDS.sleep(startNanos - System.nanoTime());
        atStart.run();
        TimeUnit.NANOSECONDS.sleep(ledger.endNanos() - System.nanoTime());
        RunResult result = ledger.result();
        for (Thread thread : threads) {
            if (!plan.waits()) {
                thread.join(DRAIN);
            } else {
                thread.interrupt();
                thread.join(DRAIN);
            }
        }
        return result;
    }

    private void work(int terminal, Ledger ledger) {
        int warehouse = 1 + terminal % scale.warehouses();
        int district = 1 + terminal / scale.warehouses() % scale.districts();
        long seed = plan.seed() * 1_000_003 + terminal;
        Deck deck = new Deck(seed);
        Draw draw = new Draw(scale, constants, warehouse, district, ~seed);
        try (TpccSession session = store.session(ledger)) {
            while (System.nanoTime() < ledger.endNanos()) {
                Kind kind = deck.next();
                pause(kind.keying().toMillis() / 1e3);
                once(session, draw.of(kind), ledger);
                pause(draw.thinking(kind));
            }
        } catch (InterruptedException e) {
            // The interval is over while somebody types or thinks.
        }
    }

    private void pause(double seconds) throws InterruptedException {
        if (plan.waits()) {
            TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
        }
    }

    private static void once(TpccSession session, Input input, Ledger ledger)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        try {
            Outcome outcome = session.run(input);
            ledger.ended(input.kind(), startNanos, System.nanoTime(), outcome);
        } catch (RuntimeException failed) {
            ledger.failed(input.kind(), failed);
            Thread.sleep(AFTER_FAILURE);
        }
    }
}
