package dev.isochron.bench.tpcc.load;

import dev.isochron.bench.tpcc.model.LoadStep;
import dev.isochron.bench.tpcc.model.LoadStep.Part;
import dev.isochron.bench.tpcc.model.Population;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.bench.tpcc.port.TpccStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Loads whatever is not loaded yet.
public final class Load {

    private final TpccStore store;
    private final Population population;
    private final int threads;
    private final Progress progress;

    /// Writes nothing before it is run.
    ///
    /// @param threads that write at a time
    public Load(TpccStore store, Population population, int threads, Progress progress) {
        this.store = store;
        this.population = population;
        this.threads = threads;
        this.progress = progress;
    }

    /// Loads, and returns rows a second.
    ///
    /// @return rows a second
    public double run() throws InterruptedException {
        if (!store.hasTables()) {
            store.createTables();
        }
        Map<Integer, Set<Integer>> done = new TreeMap<>();
        for (int w = 1; w <= population.scale().warehouses(); w++) {
            done.put(w, store.loaded(w));
        }
        for (Part part : Part.values()) {
            List<LoadStep> missing = new ArrayList<>();
            for (LoadStep step : population.steps(part)) {
                if (done.getOrDefault(step.warehouse(), Set.of()).contains(step.number())) {
                    progress.skip(population.rows(step).size());
                } else {
                    missing.add(step);
                }
            }
            load(missing);
        }
        return progress.end();
    }

    private void load(List<LoadStep> steps) throws InterruptedException {
        Queue<LoadStep> queue = new ConcurrentLinkedQueue<>(steps);
        int count = Math.min(threads, steps.size());
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int worker = 0; worker < count; worker++) {
                work.add(workers.submit(() -> drain(queue)));
            }
            for (Future<?> one : work) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed);
        }
    }

    private void drain(Queue<LoadStep> queue) {
        try (TpccLoader loader = store.loader()) {
            for (LoadStep step = queue.poll(); step != null; step = queue.poll()) {
                List<TpccRow> rows = population.rows(step);
                loader.load(step, rows);
                progress.add(rows.size());
            }
        } catch (RuntimeException failed) {
            queue.clear();
            throw failed;
        }
    }
}
