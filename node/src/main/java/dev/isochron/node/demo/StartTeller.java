package dev.isochron.node.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Tells whoever waits for the demo what it is busy with, if that takes longer than usual: a cold
/// process on a busy machine needs some seconds of processor time to load its classes.
final class StartTeller implements AutoCloseable {

    /// A quiet machine is ready before that.
    static final Duration USUAL = Duration.ofSeconds(3);

    private final PrintWriter out;
    private final long begunNanos = System.nanoTime();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("demo-start").factory());
    private volatile String doing;

    /// Tells every `pause` from now on what is being done.
    StartTeller(PrintWriter out, Duration pause, String doing) {
        this.out = out;
        this.doing = doing;
        var _ =
                clock.scheduleAtFixedRate(
                        this::tell, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Something else is being done now.
    void goesOn(String next) {
        doing = next;
    }

    /// Since it began.
    Duration taken() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }

    private void tell() {
        out.printf("  %d s: %s%n", taken().toSeconds(), doing);
        out.flush();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
