package dev.isochron.protocol.row;

import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.value.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// A row without its key: bytes that are looked into, column by column, where they lie.
///
/// Finding a column costs a binary search among the ids and makes no garbage. Columns are found
/// once and then read by their [place][#placeOf]:
///
/// ```java
/// int place = row.placeOf(balance);
/// long cents = place >= 0 ? row.longAt(place) : 0;
/// ```
public final class Row {

    /// The most bytes a row may take unless the operator says otherwise: a replicated log entry of
    /// 8 MiB holds several such, and a request of usual rows is far from it.
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    /// The most bytes that the format can hold: ends take at most three bytes.
    public static final int FORMAT_MAX_BYTES = 1 << 24;

    /// What [#placeOf] answers for a column that the row does not know.
    public static final int MISSING = -1;

    /// What [#placeOf] answers for a column that holds null.
    public static final int NULL = -2;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final RowShape shape;

    private Row(byte[] bytes, int start, int end, RowShape shape) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.shape = shape;
    }

    /// The row in these bytes, which are shared: nobody may change them any more.
    ///
    /// @throws MalformedRow if they are not a row
    public static Row parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /// The row in `length` bytes from `offset` on, which are shared: nobody may change them any
    /// more.
    ///
    /// @throws MalformedRow if they are not a row
    public static Row parse(byte[] bytes, int offset, int length) {
        RowShape shape = RowShape.parse(bytes, offset, offset + length);
        return new Row(bytes, offset, offset + length, shape);
    }

    /// The schema version that it was written under.
    public SchemaVersion version() {
        return shape.version();
    }

    /// How many bytes it takes.
    public int length() {
        return end - start;
    }

    /// How many columns hold a value, and how many hold null.
    public int columns() {
        return shape.values() + shape.nulls();
    }

    /// Where the value of a column is found, zero or above; else [#NULL] or [#MISSING].
    public int placeOf(ColumnId column) {
        int place = shape.find(bytes, column.value(), 0, shape.values());
        if (place >= 0) {
            return place;
        }
        int all = shape.values() + shape.nulls();
        return shape.find(bytes, column.value(), shape.values(), all) >= 0 ? NULL : MISSING;
    }

    /// The value of a column: what it holds, or what its declaration says that older rows hold.
    ///
    /// @throws MalformedRow if the bytes are not of the column's type
    public Value value(Column column) {
        int place = placeOf(column.id());
        return switch (place) {
            case NULL -> Value.Null.NULL;
            case MISSING -> column.whenMissing();
            default -> valueAt(place, column.type());
        };
    }

    /// The value at a place, as one of this type.
    public Value valueAt(int place, ColumnType type) {
        return StoredValue.read(type, bytes, from(place), to(place));
    }

    /// The integer at a place, or the number behind a date, a time or a timestamp.
    public long longAt(int place) {
        return StoredValue.readLong(bytes, from(place), to(place));
    }

    public boolean booleanAt(int place) {
        return StoredValue.readBoolean(bytes, from(place), to(place));
    }

    public double doubleAt(int place) {
        return StoredValue.readFloat8(bytes, from(place), to(place));
    }

    public String textAt(int place) {
        return StoredText.read(bytes, from(place), to(place));
    }

    /// The bytes of the value at a place, as they are written; for comparing or passing on without
    /// reading.
    public ByteBuffer bytesAt(int place) {
        return ByteBuffer.wrap(bytes, from(place), to(place) - from(place))
                .slice()
                .asReadOnlyBuffer();
    }

    /// A copy of the whole row's bytes.
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /// A view of the whole row's bytes that nobody can write through.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, start, end - start).slice().asReadOnlyBuffer();
    }

    /// Starts a row that differs from this one in some columns.
    ///
    /// @param version the schema version that the new one is written under
    public RowBuilder edit(SchemaVersion version) {
        RowBuilder builder = new RowBuilder(version);
        for (int place = 0; place < shape.values(); place++) {
            builder.keep(shape.id(bytes, place), bytes, from(place), to(place));
        }
        for (int i = shape.values(); i < shape.values() + shape.nulls(); i++) {
            builder.keepNull(shape.id(bytes, i));
        }
        return builder;
    }

    /// This row with the columns of another one laid over it; what the other does not know stays.
    ///
    /// It is written under the newer of both versions, so that the order of patches with disjoint
    /// columns makes no difference.
    ///
    /// @param limit the most bytes that the result may take
    /// @throws RowTooLarge if it takes more
    public Row overlaidBy(Row patch, int limit) {
        boolean isNewer = patch.version().compareTo(version()) > 0;
        RowBuilder builder = edit(isNewer ? patch.version() : version());
        for (int place = 0; place < patch.shape.values(); place++) {
            builder.copy(
                    patch.shape.id(patch.bytes, place),
                    patch.bytes,
                    patch.from(place),
                    patch.to(place));
        }
        int all = patch.shape.values() + patch.shape.nulls();
        for (int i = patch.shape.values(); i < all; i++) {
            builder.keepNull(patch.shape.id(patch.bytes, i));
        }
        return builder.build(limit);
    }

    /// This row with some columns alone, as far as it knows them.
    ///
    /// @param kept in rising order
    public Row only(List<ColumnId> kept) {
        RowBuilder builder = new RowBuilder(version());
        for (ColumnId column : kept) {
            int place = placeOf(column);
            if (place >= 0) {
                builder.keep(column.value(), bytes, from(place), to(place));
            } else if (place == NULL) {
                builder.keepNull(column.value());
            }
        }
        return builder.build(FORMAT_MAX_BYTES);
    }

    private int from(int place) {
        return shape.body() + (place == 0 ? 0 : shape.end(bytes, place - 1));
    }

    private int to(int place) {
        if (place < 0 || place >= shape.values()) {
            throw new IndexOutOfBoundsException("no value is at place " + place + "; see placeOf");
        }
        return shape.body() + shape.end(bytes, place);
    }

    /// Whether the bytes are the same, which they are if and only if version and columns are.
    @Override
    public boolean equals(Object other) {
        return other instanceof Row row
                && Arrays.equals(bytes, start, end, row.bytes, row.start, row.end);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /// How much there is; what it says cannot be told without the table.
    @Override
    public String toString() {
        return "row of %d bytes, %d values and %d nulls, written under %s"
                .formatted(length(), shape.values(), shape.nulls(), shape.version());
    }
}
