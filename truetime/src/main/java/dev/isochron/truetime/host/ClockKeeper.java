package dev.isochron.truetime.host;

import java.util.concurrent.locks.LockSupport;

/// A thread that asks the source of time before its line is due, so that those who ask for the time
/// never wait for the kernel's account or a disk.
final class ClockKeeper implements AutoCloseable {

    /// Not more often than this, which is how often the kernel raises its error bound; and so long
    /// before a line is due, if it holds longer than that.
    private static final long PERIOD_NANOS = 1_000_000_000L;

    private final Thread thread;
    private volatile boolean closed;

    private ClockKeeper(HostTime time) {
        this.thread = Thread.ofPlatform().name("clock-keeper").daemon().unstarted(() -> keep(time));
    }

    static ClockKeeper start(HostTime time) {
        ClockKeeper keeper = new ClockKeeper(time);
        keeper.thread.start();
        return keeper;
    }

    private void keep(HostTime time) {
        while (!closed) {
            long due = time.refresh();
            long next = System.nanoTime() + Math.max(PERIOD_NANOS, due - PERIOD_NANOS);
            long wait = next - System.nanoTime();
            while (wait > 0 && !closed) {
                LockSupport.parkNanos(this, wait);
                wait = next - System.nanoTime();
            }
        }
    }

    /// Returns once the thread has ended, so that what it used may be closed.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
