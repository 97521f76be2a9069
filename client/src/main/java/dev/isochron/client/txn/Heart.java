package dev.isochron.client.txn;

import dev.isochron.client.port.Sessions;
import dev.isochron.protocol.txn.TxnId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps the locks of open transactions alive while their programs think. It beats beside them, as
/// long as there are any.
public final class Heart {

    /// A few times more often than any shard loses patience.
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Sessions sessions;
    private final ConcurrentSkipListMap<TxnId, Run> open = new ConcurrentSkipListMap<>();
    private final AtomicBoolean beating = new AtomicBoolean();

    public Heart(Sessions sessions) {
        this.sessions = sessions;
    }

    void opened(Run run) {
        open.put(run.id(), run);
        if (beating.compareAndSet(false, true)) {
            var _ = sessions.start("isochron-heart", this::beat);
        }
    }

    void closed(Run run) {
        open.remove(run.id());
    }

    private void beat() {
        try {
            do {
                while (!open.isEmpty()) {
                    sessions.await(new CompletableFuture<>(), sessions.nanos() + INTERVAL_NANOS);
                    open.values().forEach(Run::beat);
                }
                beating.set(false);
            } while (!open.isEmpty() && beating.compareAndSet(false, true));
        } catch (InterruptedException e) {
            beating.set(false);
            Thread.currentThread().interrupt();
        }
    }
}
