package dev.isochron.client.txn;

import dev.isochron.client.port.Sessions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps what is open alive while its program thinks: the locks of transactions, snapshots that are
/// held. It beats beside them, as long as there are any.
public final class Heart {

    /// A few times more often than any shard loses patience.
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Sessions sessions;
    private final String name;
    private final ConcurrentSkipListMap<Long, Runnable> open = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean beating = new AtomicBoolean();

    /// @param name of the session in which it beats
    public Heart(Sessions sessions, String name) {
        this.sessions = sessions;
        this.name = name;
    }

    /// From now on `beat` runs now and then, one after the other with those of others.
    ///
    /// @return by which it is closed
    public long opened(Runnable beat) {
        long number = numbers.incrementAndGet();
        open.put(number, beat);
        if (beating.compareAndSet(false, true)) {
            var _ = sessions.start(name, this::beat);
        }
        return number;
    }

    public void closed(long number) {
        open.remove(number);
    }

    private void beat() {
        try {
            do {
                while (!open.isEmpty()) {
                    sessions.await(new CompletableFuture<>(), sessions.nanos() + INTERVAL_NANOS);
                    open.values().forEach(Runnable::run);
                }
                beating.set(false);
            } while (!open.isEmpty() && beating.compareAndSet(false, true));
        } catch (InterruptedException e) {
            beating.set(false);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The next one that is opened starts it again.
            beating.set(false);
            throw e;
        }
    }
}
