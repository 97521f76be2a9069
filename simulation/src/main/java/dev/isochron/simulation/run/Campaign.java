package dev.isochron.simulation.run;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// Many seeds on several threads; each seed is still one history in one thread.
public final class Campaign {
    private final LongFunction<Task> tasks;
    private final long from;
    private final long seeds;
    private final int jobs;

    /// @param tasks what each seed is to do
    /// @param jobs how many run at a time
    public Campaign(LongFunction<Task> tasks, long from, long seeds, int jobs) {
        this.tasks = tasks;
        this.from = from;
        this.seeds = seeds;
        this.jobs = jobs;
    }

    /// What came out of some seeds.
    public record Tally(long seeds, long simulatedNanos, long events, long violations) {
        static final Tally NONE = new Tally(0, 0, 0, 0);

        /// The same and one more seed.
        public Tally with(Verdict verdict) {
            return new Tally(
                    seeds + 1,
                    simulatedNanos + verdict.simulatedNanos(),
                    events + verdict.events(),
                    violations + (verdict.violation().isPresent() ? 1 : 0));
        }
    }

    /// Who hears of each verdict, in the order in which they are reached.
    public interface Reporter {
        void ended(Verdict verdict, Tally soFar);
    }

    /// Runs all seeds.
    ///
    /// @throws InterruptedException if this thread was interrupted; the jobs stop after their seeds
    public Tally run(Reporter reporter) throws InterruptedException {
        BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
        AtomicLong next = new AtomicLong(from);
        List<Thread> workers = start(next, verdicts::add);
        try {
            Tally tally = Tally.NONE;
            while (tally.seeds() < seeds) {
                Verdict verdict = verdicts.take();
                tally = tally.with(verdict);
                reporter.ended(verdict, tally);
            }
            return tally;
        } finally {
            next.set(from + seeds);
            for (Thread worker : workers) {
                worker.join();
            }
        }
    }

    private List<Thread> start(AtomicLong next, Consumer<Verdict> verdicts) {
        return IntStream.rangeClosed(1, jobs)
                .mapToObj(i ->
                        Thread.ofPlatform().name("seeds-" + i).start(() -> work(next, verdicts)))
                .toList();
    }

    private void work(AtomicLong next, Consumer<Verdict> verdicts) {
        long seed = next.getAndIncrement();
        while (seed < from + seeds) {
            verdicts.accept(Simulation.run(tasks.apply(seed), null));
            seed = next.getAndIncrement();
        }
    }
}
