package dev.isochron.protocol.schema;

/// An index; numbered from the same sequence as tables.
public record IndexId(int value) implements Comparable<IndexId> {
    public IndexId {
        if (value < 1) {
            throw new IllegalArgumentException("index ids start at 1, not " + value);
        }
    }

    @Override
    public int compareTo(IndexId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "i" + value;
    }
}
