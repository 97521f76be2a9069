package dev.isochron.node.sql;

import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Farewell;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Lets others interrupt a session's thread while it runs a statement, and not while it reads or
/// writes its socket: an interrupt there would close the connection.
final class Guard implements Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread owner;
    private boolean listening;
    private boolean atSocket;
    private volatile @Nullable Reason rung;
    private volatile @Nullable Farewell farewell;
    private volatile long deadlineNanos = Long.MAX_VALUE;

    @Override
    public void listen(Duration limit) {
        lock.lock();
        try {
            owner = Thread.currentThread();
            listening = true;
            rung = null;
            deadlineNanos = limit.isZero() ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void quiet() {
        lock.lock();
        try {
            listening = false;
            deadlineNanos = Long.MAX_VALUE;
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Reason> rung() {
        return Optional.ofNullable(rung);
    }

    @Override
    public Optional<Farewell> farewell() {
        return Optional.ofNullable(farewell);
    }

    /// Cancels the statement that runs, if one does.
    void ring(Reason reason) {
        lock.lock();
        try {
            Thread running = owner;
            if (listening && rung == null && running != null) {
                rung = reason;
                if (!atSocket) {
                    running.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session after what it does now.
    void dismiss(Farewell why) {
        farewell = why;
    }

    /// Cancels the statement if its time is over.
    void look(long nowNanos) {
        if (deadlineNanos != Long.MAX_VALUE && nowNanos - deadlineNanos >= 0) {
            ring(Reason.STATEMENT_TIMEOUT);
        }
    }

    /// The thread goes to its socket.
    void toSocket() {
        lock.lock();
        try {
            atSocket = true;
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /// The thread is back; what was rung meanwhile wakes it where it waits next.
    void fromSocket() {
        lock.lock();
        try {
            atSocket = false;
            if (listening && rung != null) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether a statement runs, which may read what a client sends of a copy.
    boolean isListening() {
        return listening;
    }
}
