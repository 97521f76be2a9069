package dev.isochron.protocol.row;

import dev.isochron.protocol.schema.ColumnId;

/// A row would be longer than its limit. Nothing was written.
public final class RowTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final int limit;
    private final transient ColumnId largest;
    private final int largestBytes;

    /// @param bytes the length of the row, or what it had grown to when it was given up
    /// @param largest the column that takes most of it
    public RowTooLarge(long bytes, int limit, ColumnId largest, int largestBytes) {
        super(
                "a row of %d bytes is refused: at most %d are stored, and column %s alone takes %d"
                        .formatted(bytes, limit, largest, largestBytes));
        this.bytes = bytes;
        this.limit = limit;
        this.largest = largest;
        this.largestBytes = largestBytes;
    }

    public long bytes() {
        return bytes;
    }

    public int limit() {
        return limit;
    }

    /// The column that takes most of the room.
    public ColumnId largest() {
        return largest;
    }

    public int largestBytes() {
        return largestBytes;
    }
}
