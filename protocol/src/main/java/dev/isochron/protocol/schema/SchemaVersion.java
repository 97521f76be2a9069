package dev.isochron.protocol.schema;

/// A state of a table's declaration, from 1; each change makes the next one. Rows name the version
/// they were written under.
public record SchemaVersion(int value) implements Comparable<SchemaVersion> {
    public static final SchemaVersion FIRST = new SchemaVersion(1);

    public SchemaVersion {
        if (value < 1) {
            throw new IllegalArgumentException("schema versions start at 1, not " + value);
        }
    }

    public SchemaVersion next() {
        return new SchemaVersion(Math.addExact(value, 1));
    }

    @Override
    public int compareTo(SchemaVersion other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "v" + value;
    }
}
