package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;

/// A span that somebody has locked or waits for: a row, or a range.
final class Place {
    final Span span;
    final boolean isPoint;
    final Crowd<Entry> holders = new Crowd<>();
    final Crowd<Request> waiters = new Crowd<>();
    private final long number;

    /// @param number among the places of a table, never given twice
    Place(Span span, boolean isPoint, long number) {
        this.span = span;
        this.isPoint = isPoint;
        this.number = number;
    }

    boolean isIdle() {
        return holders.isEmpty() && waiters.isEmpty();
    }

    /// Where this place and another span meet, as the key that a message names.
    Key meeting(Span other) {
        return span.from().isAbove(other.from()) ? span.from() : other.from();
    }

    /// The order of places in hash maps is theirs alone and the same in every run.
    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return span.toString();
    }
}
