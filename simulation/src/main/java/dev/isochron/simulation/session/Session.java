package dev.isochron.simulation.session;

import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Scheduler;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thread of blocking code that runs only while it holds the baton.
public final class Session {

    /// How much later than its reason a session goes on: so that of two that were woken together
    /// now one, now the other is first.
    private static final int MAX_WAKE_NANOS = 20_000;

    private static final int SHOWN_FRAMES = 12;

    private final Sessions sessions;
    private final Scheduler scheduler;
    private final Generator chance;
    private final String name;
    private final Thread thread;
    private final Semaphore goOn = new Semaphore(0);
    private final Semaphore baton = new Semaphore(0);
    private volatile @Nullable Throwable failure;
    private volatile boolean done;
    private volatile boolean abandoned;
    private boolean started;
    private boolean resuming;
    private boolean permit;
    private boolean interrupted;
    private boolean parked = true;

    Session(Sessions sessions, Scheduler scheduler, Generator chance, String name, Runnable body) {
        this.sessions = sessions;
        this.scheduler = scheduler;
        this.chance = chance;
        this.name = name;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    }

    /// Thrown out of [#park] when the world ends before the session does.
    public static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned(String name) {
            super("the world of session " + name + " has ended", null, false, false);
        }
    }

    public String name() {
        return name;
    }

    boolean isDone() {
        return done;
    }

    private void run(Runnable body) {
        try {
            goOn.acquireUninterruptibly();
            if (!abandoned) {
                body.run();
            }
        } catch (Abandoned expected) {
            // The world is gone; so is this session.
        } catch (Throwable mistake) {
            failure = mistake;
        } finally {
            done = true;
            baton.release();
        }
    }

    // -- on the session's own thread -----------------------------------------------------------

    /// Gives the baton back and waits until [#wake]; returns at once if that came already. May also
    /// return without a reason, like every such call: look again at what was waited for.
    public void park() {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("only session " + name + " itself can park it");
        }
        if (permit) {
            permit = false;
            return;
        }
        parked = true;
        baton.release();
        goOn.acquireUninterruptibly();
        if (abandoned) {
            throw new Abandoned(name);
        }
    }

    /// Waits for so long in virtual time.
    public void sleep(long nanos) {
        long until = Math.addExact(scheduler.nowNanos(), nanos);
        scheduler.after(nanos, this::wake);
        while (scheduler.nowNanos() < until) {
            park();
        }
    }

    /// Whether it was interrupted since this was last asked.
    public boolean takeInterrupt() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }

    // -- on the world's thread, or on that of the session with the baton -----------------------

    /// Lets the session go on, in an event of its own.
    public void wake() {
        if (done || resuming) {
            return;
        }
        if (!parked) {
            permit = true;
            return;
        }
        resuming = true;
        scheduler.after(chance.below(MAX_WAKE_NANOS), this::resume);
    }

    /// Calls it off: it wakes where it waits.
    public void interrupt() {
        interrupted = true;
        wake();
    }

    private void resume() {
        resuming = false;
        if (done || !parked) {
            return;
        }
        parked = false;
        if (!started) {
            started = true;
            thread.start();
        }
        sessions.passTo(this);
        goOn.release();
        awaitBaton();
        sessions.passTo(null);
        Throwable mistake = failure;
        if (mistake != null) {
            failure = null;
            throw new IllegalStateException("session " + name + " failed: " + mistake, mistake);
        }
    }

    private void awaitBaton() {
        try {
            if (!baton.tryAcquire(sessions.watchdogNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException(
                        "session " + name + " keeps the baton; it stands at\n" + whereItStands());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while session " + name + " ran", e);
        }
    }

    private String whereItStands() {
        return Arrays.stream(thread.getStackTrace())
                .limit(SHOWN_FRAMES)
                .map(frame -> "    " + frame)
                .collect(Collectors.joining("\n"));
    }

    void abandon() {
        if (!done && started) {
            abandoned = true;
            goOn.release();
            awaitBaton();
        }
    }
}
