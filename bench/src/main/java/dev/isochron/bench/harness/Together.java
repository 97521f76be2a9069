package dev.isochron.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work on several things at one time, where nothing is measured.
public final class Together {

    private Together() {}

    /// What is done with one thing.
    ///
    /// @param <T> the thing
    /// @param <R> what comes of it
    public interface Work<T, R> {
        R on(T one) throws IOException, InterruptedException;
    }

    /// What comes of all, in their order; all have ended when this returns.
    ///
    /// @throws IOException if one failed; the first of them
    public static <T, R> List<R> all(List<T> things, Work<T, R> work)
            throws IOException, InterruptedException {
        List<Future<R>> under = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            things.forEach(one -> under.add(threads.submit(() -> work.on(one))));
        }
        List<R> results = new ArrayList<>();
        for (Future<R> one : under) {
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException failed
                        ? failed
                        : new IOException(e.getCause());
            }
        }
        return results;
    }
}
