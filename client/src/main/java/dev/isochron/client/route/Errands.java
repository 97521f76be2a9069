package dev.isochron.client.route;

import dev.isochron.client.port.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// Several errands of one session, side by side.
public final class Errands {

    private Errands() {}

    /// Waits until all are over.
    ///
    /// @throws InterruptedException if the session is called off
    public static void finish(List<Errand> errands, Sessions sessions) throws InterruptedException {
        finish(errands, () -> false, sessions);
    }

    /// Waits until all are over, or enough of them.
    ///
    /// @throws InterruptedException if the session is called off
    public static void finish(List<Errand> errands, BooleanSupplier enough, Sessions sessions)
            throws InterruptedException {
        while (true) {
            boolean allOver = true;
            for (Errand errand : errands) {
                errand.step();
                allOver &= errand.isOver();
            }
            if (allOver || enough.getAsBoolean()) {
                return;
            }
            await(errands.stream().filter(errand -> !errand.isOver()).toList(), sessions);
        }
    }

    private static void await(List<Errand> open, Sessions sessions) throws InterruptedException {
        List<CompletableFuture<?>> promises = new ArrayList<>();
        long until = open.getFirst().wakeNanos();
        for (Errand errand : open) {
            promises.addAll(errand.underWay());
            until = errand.wakeNanos() - until < 0 ? errand.wakeNanos() : until;
        }
        CompletableFuture<?> any =
                promises.isEmpty()
                        ? new CompletableFuture<>()
                        : CompletableFuture.anyOf(promises.toArray(CompletableFuture<?>[]::new));
        sessions.await(any, until);
    }
}
