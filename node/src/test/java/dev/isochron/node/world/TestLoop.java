package dev.isochron.node.world;

import dev.isochron.node.port.Loop;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Virtual time shared by all nodes: events in the order of their time, then of their making.
public final class TestLoop implements Loop {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private long now;
    private long made;

    private record Event(long atNanos, long number, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        at(now, task);
    }

    @Override
    public Cancel at(long uptimeNanos, Runnable task) {
        Event event = new Event(Math.max(uptimeNanos, now), made++, task);
        events.add(event);
        return () -> events.remove(event);
    }

    public void after(long nanos, Runnable task) {
        at(now + nanos, task);
    }

    @Override
    public long uptimeNanos() {
        return now;
    }

    /// Runs until `done` or until `limitNanos` have passed; says which.
    public boolean runUntil(BooleanSupplier done, long limitNanos) {
        long end = now + limitNanos;
        while (!done.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.atNanos() > end) {
                now = end;
                return done.getAsBoolean();
            }
            events.remove();
            now = next.atNanos();
            next.task().run();
        }
        return true;
    }

    public void run(long nanos) {
        runUntil(() -> false, nanos);
    }
}
