package dev.isochron.node.lmdb;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;

/// Read transactions that nobody uses now, and the gate through which they are handed out.
///
/// The map can only grow while none is open. The gate then lets nobody in and waits a moment for
/// those inside, who stay for microseconds; if one stays, growth is put off.
final class LmdbViews {
    /// How long growth waits for views to be closed; nobody can read meanwhile.
    private static final long PATIENCE_MILLIS = 1000;

    private final Env<ByteBuffer> environment;
    private final Dbi<ByteBuffer> database;
    private final DamageMark mark;
    private final ArrayDeque<LmdbView> idle = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int open;
    private boolean isShut;

    LmdbViews(Env<ByteBuffer> environment, Dbi<ByteBuffer> database, DamageMark mark) {
        this.environment = environment;
        this.database = database;
        this.mark = mark;
    }

    DamageMark mark() {
        return mark;
    }

    LmdbView take() {
        LmdbView view = enter();
        boolean isGiven = false;
        try {
            if (view == null) {
                view = LmdbView.begin(this, environment, database);
            } else {
                view.renew();
            }
            isGiven = true;
            return view;
        } catch (LmdbException e) {
            throw mark.failed("the store cannot be read", e);
        } finally {
            if (!isGiven) {
                leave(null);
            }
        }
    }

    void giveBack(LmdbView view) {
        leave(view);
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /// Runs something while no view is open and none can be opened.
    ///
    /// @return false if one stayed open; nothing was done then
    boolean alone(Runnable action) {
        lock.lock();
        try {
            isShut = true;
            long patience = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (open > 0 && patience > 0) {
                patience = changed.awaitNanos(patience);
            }
            if (open > 0) {
                return false;
            }
            endAll();
            action.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            isShut = false;
            changed.signalAll();
            lock.unlock();
        }
    }

    /// Ends those that nobody uses.
    void endAll() {
        for (LmdbView view = idle.poll(); view != null; view = idle.poll()) {
            view.end();
        }
    }

    private @Nullable LmdbView enter() {
        lock.lock();
        try {
            while (isShut) {
                changed.awaitUninterruptibly();
            }
            open++;
            return idle.poll();
        } finally {
            lock.unlock();
        }
    }

    private void leave(@Nullable LmdbView view) {
        lock.lock();
        try {
            open--;
            if (view != null) {
                idle.push(view);
            }
            if (isShut) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
