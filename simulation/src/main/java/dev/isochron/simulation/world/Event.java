package dev.isochron.simulation.world;

/// Something that will happen at a virtual time unless it is cancelled or its life ends before.
public final class Event implements Comparable<Event> {
    final Life life;
    final Runnable action;
    private final long nanos;
    private final long order;
    private boolean cancelled;

    Event(Life life, long nanos, long order, Runnable action) {
        this.life = life;
        this.nanos = nanos;
        this.order = order;
        this.action = action;
    }

    public long nanos() {
        return nanos;
    }

    public void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public int compareTo(Event other) {
        int byTime = Long.compare(nanos, other.nanos);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(order);
    }
}
