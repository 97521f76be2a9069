package dev.isochron.paxos.log;

/// A point of the log, in bytes since its first segment; only ever rises, across restarts too.
///
/// What was appended at a position is durable once [Wal#synced] is at or above it.
public record Position(long value) implements Appended, Comparable<Position> {
    public static final Position START = new Position(0);

    public Position {
        if (value < 0) {
            throw new IllegalArgumentException("positions are not negative: " + value);
        }
    }

    /// True if a log synced up to this point has made durable what was appended at `other`.
    public boolean covers(Position other) {
        return value >= other.value;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "@" + value;
    }
}
