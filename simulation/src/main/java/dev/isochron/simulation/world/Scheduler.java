package dev.isochron.simulation.world;

import java.util.PriorityQueue;

/// Virtual time: events happen in the order of their time, and of their scheduling within one time.
/// Nothing else moves the clock, so an hour costs what its events cost.
public final class Scheduler {
    /// Events that may wait at one time; a world that has more is flooding itself.
    public static final int MAX_WAITING = 1 << 20;

    /// Events that may happen at one moment; a world that has more goes round in circles.
    public static final int MAX_AT_ONCE = 1 << 18;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Life world = new Life("world");
    private long nowNanos;
    private long scheduled;
    private long happened;
    private long happenedBeforeNow;

    /// Nanoseconds since this world began.
    public long nowNanos() {
        return nowNanos;
    }

    /// How many events have happened.
    public long happened() {
        return happened;
    }

    /// Schedules something of the world itself, which no crash can stop.
    public Event after(long delayNanos, Runnable action) {
        return after(world, delayNanos, action);
    }

    /// Schedules something that only happens while `life` lasts.
    public Event after(Life life, long delayNanos, Runnable action) {
        if (queue.size() >= MAX_WAITING) {
            throw new IllegalStateException(MAX_WAITING + " events wait: the world floods itself");
        }
        long at = Math.addExact(nowNanos, Math.max(0, delayNanos));
        Event event = new Event(life, at, scheduled++, action);
        queue.add(event);
        return event;
    }

    public void freeze(Life life) {
        life.freeze();
    }

    /// Everything that fell due while `life` was frozen happens now, in its order.
    public void thaw(Life life) {
        for (Event event : life.thaw()) {
            if (!event.isCancelled()) {
                queue.add(new Event(life, nowNanos, scheduled++, () -> runHeld(event)));
            }
        }
    }

    private static void runHeld(Event event) {
        if (!event.isCancelled()) {
            event.action.run();
        }
    }

    /// Lets the next event happen, unless it would be later than `limitNanos`: then only the time
    /// moves on to there. False if nothing happened.
    public boolean step(long limitNanos) {
        while (true) {
            Event event = queue.peek();
            if (event == null || event.nanos() > limitNanos) {
                nowNanos = Math.max(nowNanos, limitNanos);
                return false;
            }
            queue.remove();
            if (event.isCancelled() || event.life.isEnded()) {
                continue;
            }
            moveTo(event.nanos());
            if (event.life.isFrozen()) {
                event.life.hold(event);
                continue;
            }
            happened++;
            event.action.run();
            return true;
        }
    }

    private void moveTo(long nanos) {
        if (nanos > nowNanos) {
            nowNanos = nanos;
            happenedBeforeNow = happened;
        } else if (happened - happenedBeforeNow > MAX_AT_ONCE) {
            throw new IllegalStateException(
                    "more than " + MAX_AT_ONCE + " events at one moment: somebody spins");
        }
    }
}
