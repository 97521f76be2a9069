package dev.isochron.client.fake;

import dev.isochron.client.port.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Virtual time for one thread: whoever waits makes the next event happen.
public final class FakeSessions implements Sessions {

    private record Event(long atNanos, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Runnable> started = new ArrayList<>();
    private long now = TimeUnit.DAYS.toNanos(1);
    private long order;
    private boolean interrupt;

    @Override
    public long nanos() {
        return now;
    }

    /// Lets something happen later.
    public void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, order++, action));
    }

    /// The next wait is called off.
    public void interruptNextWait() {
        interrupt = true;
    }

    /// Time passes.
    public void pass(long nanos) {
        advance(new CompletableFuture<>(), now + nanos);
    }

    @Override
    public boolean await(CompletableFuture<?> promise, long untilNanos)
            throws InterruptedException {
        if (interrupt) {
            interrupt = false;
            throw new InterruptedException();
        }
        advance(promise, untilNanos);
        return promise.isDone();
    }

    private void advance(CompletableFuture<?> promise, long untilNanos) {
        while (!promise.isDone()) {
            Event next = events.peek();
            if (next == null || next.atNanos - untilNanos > 0) {
                now = Math.max(now, untilNanos);
                return;
            }
            events.remove();
            now = Math.max(now, next.atNanos);
            next.action.run();
        }
    }

    /// What was started is not run here; [#started] tells of it.
    @Override
    public Session start(String name, Runnable body) {
        started.add(body);
        return () -> interrupt = true;
    }

    public List<Runnable> started() {
        return started;
    }
}
