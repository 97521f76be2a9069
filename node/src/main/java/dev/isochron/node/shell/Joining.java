package dev.isochron.node.shell;

/// Waiting for a thread's end without giving up half-way.
final class Joining {
    private Joining() {}

    /// Waits until `thread` has ended; an interrupt meanwhile is kept for the caller.
    static void join(Thread thread) {
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
