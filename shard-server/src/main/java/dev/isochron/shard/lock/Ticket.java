package dev.isochron.shard.lock;

/// One request for locks, by the number that its table gave it, from 1; never given twice.
public record Ticket(long number) implements Comparable<Ticket> {
    public Ticket {
        if (number < 1) {
            throw new IllegalArgumentException("tickets start at 1, not " + number);
        }
    }

    @Override
    public int compareTo(Ticket other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "ticket " + number;
    }
}
