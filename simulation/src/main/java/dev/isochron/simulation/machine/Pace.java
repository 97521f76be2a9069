package dev.isochron.simulation.machine;

import org.jspecify.annotations.Nullable;

/// How quick one machine is at the moment; faults change it.
public final class Pace {
    private static final long QUICK_WRITE_NANOS = 30_000;
    private static final long QUICK_SYNC_NANOS = 150_000;

    /// What a task of the loop costs; more than nothing, so that two never share an instant.
    private static final long TASK_NANOS = 2_000;

    private long diskFactor = 1;
    private long loopFactor = 1;
    private int pausePermillion;
    private long pauseNanos = 1;
    private @Nullable Runnable atWrite;
    private @Nullable Runnable atSync;

    /// Let `what` happen right after the next write of the log, before it is synced.
    public void afterNextWrite(Runnable what) {
        atWrite = what;
    }

    /// Let `what` happen right after the next sync of the log, before anyone is told.
    public void afterNextSync(Runnable what) {
        atSync = what;
    }

    void written() {
        Runnable due = atWrite;
        atWrite = null;
        if (due != null) {
            due.run();
        }
    }

    void synced() {
        Runnable due = atSync;
        atSync = null;
        if (due != null) {
            due.run();
        }
    }

    long writeNanos() {
        return QUICK_WRITE_NANOS * diskFactor;
    }

    long syncNanos() {
        return QUICK_SYNC_NANOS * diskFactor;
    }

    long taskNanos() {
        return TASK_NANOS * loopFactor;
    }

    int pausePermillion() {
        return pausePermillion;
    }

    long pauseNanos() {
        return pauseNanos;
    }

    /// Everything on the disk takes `factor` times as long: a gray failure at 100 and above.
    public void slowDisk(long factor) {
        diskFactor = factor;
    }

    /// Every task takes `factor` times as long.
    public void slowLoop(long factor) {
        loopFactor = factor;
    }

    /// Between two tasks, so often in a million, the process stands still for up to `nanos`: a
    /// collector, a page that comes from the disk.
    public void pauses(int permillion, long nanos) {
        pausePermillion = permillion;
        pauseNanos = nanos;
    }

    /// As quick as new.
    public void recover() {
        diskFactor = 1;
        loopFactor = 1;
        pausePermillion = 0;
        pauseNanos = 1;
        atWrite = null;
        atSync = null;
    }
}
