package dev.isochron.protocol.txn;

/// Which shape of a shard is meant, from 1: every split, merge and change of replicas makes the
/// next.
public record Generation(long value) implements Comparable<Generation> {
    public static final Generation FIRST = new Generation(1);

    public Generation {
        if (value < 1) {
            throw new IllegalArgumentException("generations start at 1, not " + value);
        }
    }

    public Generation next() {
        return new Generation(Math.addExact(value, 1));
    }

    public boolean isNewerThan(Generation other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Generation other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "generation " + value;
    }
}
