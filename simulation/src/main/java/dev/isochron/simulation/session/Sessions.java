package dev.isochron.simulation.session;

import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The sessions of one world.
public final class Sessions implements AutoCloseable {

    /// In real time. A session that runs so long without waiting is stuck on something that only
    /// another session can give.
    private static final long WATCHDOG_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Scheduler scheduler;
    private final long watchdogNanos;
    private final Generator chance;
    private final List<Session> all = new ArrayList<>();
    private @Nullable Session current;

    public Sessions(Scheduler scheduler, Generator chance) {
        this(scheduler, chance, WATCHDOG_NANOS);
    }

    /// @param watchdogNanos how long a session may keep the baton, in real time
    Sessions(Scheduler scheduler, Generator chance, long watchdogNanos) {
        this.scheduler = scheduler;
        this.watchdogNanos = watchdogNanos;
        this.chance = chance;
    }

    /// Lets `body` run as a session of its own, from an event of its own on.
    public Session start(String name, Runnable body) {
        Session session = new Session(this, scheduler, chance.fork(name), name, body);
        all.add(session);
        session.wake();
        return session;
    }

    /// The session that has the baton.
    ///
    /// @throws IllegalStateException if the world itself has it
    public Session current() {
        if (current == null) {
            throw new IllegalStateException("no session runs now; the world itself never waits");
        }
        return current;
    }

    long watchdogNanos() {
        return watchdogNanos;
    }

    void passTo(@Nullable Session session) {
        current = session;
    }

    /// True once every session has run to its end.
    public boolean areDone() {
        return all.stream().allMatch(Session::isDone);
    }

    /// Ends what still waits: [Session#park] throws in it, so that its threads go.
    @Override
    public void close() {
        all.forEach(Session::abandon);
    }
}
