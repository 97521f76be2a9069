package dev.isochron.node.port;

/// The single thread that owns everything of one node. What runs here does not block, but for a
/// [brief][DiskWorker.Job#isBrief] job.
public interface Loop {

    /// Runs `task` soon, after everything that waits already; from any thread.
    void execute(Runnable task);

    /// Runs `task` once what waits now has run: how work is batched by taking what is there. Tasks
    /// given here run in the order given; only from the loop itself.
    default void atTurnEnd(Runnable task) {
        execute(task);
    }

    /// True if no other task waits, as far as can be seen; only from the loop.
    default boolean isIdle() {
        return false;
    }

    /// Runs `task` once [#uptimeNanos] has reached `uptimeNanos`, not before; only from the loop.
    Cancel at(long uptimeNanos, Runnable task);

    /// Nanoseconds since some fixed moment, at or above zero and only rising; for pacing, never
    /// compared between nodes.
    long uptimeNanos();

    /// Takes a timer back.
    @FunctionalInterface
    interface Cancel {
        /// Afterwards the task does not run; without effect once it has run. Only from the loop.
        void cancel();
    }
}
