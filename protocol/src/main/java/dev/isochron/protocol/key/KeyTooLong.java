package dev.isochron.protocol.key;

import java.util.List;
import java.util.stream.Collectors;

/// A key would be longer than the store can take.
///
/// Nothing was written. Whoever knows the table says which column took how much of the room.
public final class KeyTooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final int bytes;
    private final int limit;
    private final transient List<Part> parts;

    /// What one column contributes to a key.
    ///
    /// @param name the column, as people call it
    /// @param bytes its length once encoded
    public record Part(String name, int bytes) {
        @Override
        public String toString() {
            return name + ": " + bytes;
        }
    }

    /// A key of which only the length is known, or what it had grown to when it was given up.
    public KeyTooLong(int bytes, int limit) {
        super(
                "a key of %d bytes or more is refused: at most %d fit the store"
                        .formatted(bytes, limit));
        this.where = "";
        this.bytes = bytes;
        this.limit = limit;
        this.parts = List.of();
    }

    /// A key of which it is known what takes the room.
    ///
    /// @param where the table or index
    /// @param bytes the length of the whole key
    public KeyTooLong(String where, int bytes, int limit, List<Part> parts) {
        super(
                "a key of %s takes %d bytes, but at most %d fit the store (bytes by column: %s)."
                                .formatted(where, bytes, limit, list(parts))
                        + " Shorten the value, or key the table by something shorter, such as a"
                        + " uuid or a hash of it.");
        this.where = where;
        this.bytes = bytes;
        this.limit = limit;
        this.parts = List.copyOf(parts);
    }

    private static String list(List<Part> parts) {
        return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
    }

    /// The table or index, as people call it; empty if nobody knew it.
    public String where() {
        return where;
    }

    /// The length of the key, or what it had grown to when it was given up.
    public int bytes() {
        return bytes;
    }

    public int limit() {
        return limit;
    }

    /// The columns in key order; empty if nobody knew them.
    public List<Part> parts() {
        return parts;
    }
}
