package dev.isochron.client.port;

import java.util.concurrent.CompletableFuture;

/// Where blocking code waits.
///
/// A client transaction is plain blocking code on whatever thread its caller has. It waits here and
/// nowhere else, and never while it holds a monitor.
public interface Sessions {

    /// Time that only ever goes forward, in nanoseconds from an arbitrary origin.
    long nanos();

    /// Waits until the promise is kept or [#nanos] has reached `untilNanos`.
    ///
    /// @return whether it was kept
    /// @throws InterruptedException if the session was called off meanwhile, or before
    boolean await(CompletableFuture<?> promise, long untilNanos) throws InterruptedException;

    /// Runs something beside the caller.
    Session start(String name, Runnable body);

    /// Something that runs beside its starter.
    interface Session {
        /// Calls it off: it wakes where it waits.
        void interrupt();
    }
}
