package dev.isochron.protocol.schema;

/// A table, from 1. Tables and indexes are numbered from one sequence, and no number is given
/// twice.
public record TableId(int value) implements Comparable<TableId> {

    /// The first number that a user's table or index gets; those below are the system's own.
    public static final int FIRST_OF_USERS = 32;

    public TableId {
        if (value < 1) {
            throw new IllegalArgumentException("table ids start at 1, not " + value);
        }
    }

    public boolean isSystem() {
        return value < FIRST_OF_USERS;
    }

    @Override
    public int compareTo(TableId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "t" + value;
    }
}
