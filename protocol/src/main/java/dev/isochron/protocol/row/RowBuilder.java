package dev.isochron.protocol.row;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.value.Value;
import java.util.Arrays;

/// A row in the making: set columns in any order, the last word about each counts.
///
/// It does not know the types of columns; whoever sets a value has checked it. Used once, by one
/// owner.
public final class RowBuilder {

    private static final int USUAL_COLUMNS = 16;

    /// No limit may forbid a row without columns.
    private static final int MIN_LIMIT = 16;

    private final SchemaVersion version;
    private final ByteSink written = new ByteSink();

    // One entry per column, ascending by id: whose bytes hold its value, and where. Null has none.
    private int count;
    private int[] ids = new int[USUAL_COLUMNS];
    private boolean[] isNull = new boolean[USUAL_COLUMNS];
    private boolean[] isKept = new boolean[USUAL_COLUMNS];
    private int[] starts = new int[USUAL_COLUMNS];
    private int[] ends = new int[USUAL_COLUMNS];

    private byte[] kept = new byte[0];

    public RowBuilder(SchemaVersion version) {
        this.version = version;
    }

    /// Sets a column, to null if that is the value.
    public RowBuilder set(ColumnId column, Value value) {
        int at = entryFor(column.value());
        isNull[at] = value.isNull();
        isKept[at] = false;
        starts[at] = written.length();
        if (!value.isNull()) {
            StoredValue.write(written, value);
        }
        ends[at] = written.length();
        return this;
    }

    /// Forgets a column, as if the row had been written before it was added.
    public RowBuilder drop(ColumnId column) {
        int at = Arrays.binarySearch(ids, 0, count, column.value());
        if (at >= 0) {
            count--;
            shift(at + 1, at, count - at);
        }
        return this;
    }

    void keep(int id, byte[] bytes, int from, int to) {
        kept = bytes;
        int at = entryFor(id);
        isNull[at] = false;
        isKept[at] = true;
        starts[at] = from;
        ends[at] = to;
    }

    /// Sets a column to a value as it is written elsewhere.
    void copy(int id, byte[] bytes, int from, int to) {
        int at = entryFor(id);
        isNull[at] = false;
        isKept[at] = false;
        starts[at] = written.length();
        written.append(bytes, from, to);
        ends[at] = written.length();
    }

    void keepNull(int id) {
        int at = entryFor(id);
        isNull[at] = true;
        isKept[at] = false;
        starts[at] = 0;
        ends[at] = 0;
    }

    private int entryFor(int id) {
        int found = Arrays.binarySearch(ids, 0, count, id);
        if (found >= 0) {
            return found;
        }
        int at = ~found;
        if (count == Table.MAX_COLUMNS) {
            throw new IllegalArgumentException("a row has at most " + count + " columns");
        }
        if (count == ids.length) {
            grow();
        }
        shift(at, at + 1, count - at);
        ids[at] = id;
        count++;
        return at;
    }

    private void grow() {
        int room = 2 * count;
        ids = Arrays.copyOf(ids, room);
        isNull = Arrays.copyOf(isNull, room);
        isKept = Arrays.copyOf(isKept, room);
        starts = Arrays.copyOf(starts, room);
        ends = Arrays.copyOf(ends, room);
    }

    private void shift(int from, int to, int entries) {
        if (entries > 0) {
            System.arraycopy(ids, from, ids, to, entries);
            System.arraycopy(isNull, from, isNull, to, entries);
            System.arraycopy(isKept, from, isKept, to, entries);
            System.arraycopy(starts, from, starts, to, entries);
            System.arraycopy(ends, from, ends, to, entries);
        }
    }

    /// The row, if it takes no more than [Row#DEFAULT_MAX_BYTES].
    ///
    /// @throws RowTooLarge if it takes more
    public Row build() {
        return build(Row.DEFAULT_MAX_BYTES);
    }

    /// The row, if it takes no more than `limit` bytes.
    ///
    /// @throws RowTooLarge if it takes more, or more than the format can hold
    public Row build(int limit) {
        if (limit < MIN_LIMIT) {
            throw new IllegalArgumentException("a limit of " + limit + " bytes fits no row");
        }
        int values = 0;
        long body = 0;
        for (int i = 0; i < count; i++) {
            values += isNull[i] ? 0 : 1;
            body += lengthOf(i);
        }
        int idBytes = count == 0 ? 1 : RowShape.idBytesFor(ids[count - 1]);
        int bound = Math.min(limit, Row.FORMAT_MAX_BYTES - 1);
        if (body > bound) {
            throw tooLarge(body, bound);
        }
        int endBytes = RowShape.endBytesFor((int) body);
        int headLength =
                1
                        + Varint.length(version.value())
                        + Varint.length(values)
                        + Varint.length(count - values)
                        + count * idBytes
                        + values * endBytes;
        if (headLength + body > bound) {
            throw tooLarge(headLength + body, bound);
        }
        byte[] row = new byte[headLength + (int) body];
        writeColumns(row, writeHead(row, values, idBytes, endBytes), idBytes, endBytes);
        return Row.parse(row);
    }

    private int lengthOf(int entry) {
        return isNull[entry] ? 0 : ends[entry] - starts[entry];
    }

    private RowTooLarge tooLarge(long bytes, int limit) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            largest = lengthOf(i) > lengthOf(largest) ? i : largest;
        }
        return new RowTooLarge(bytes, limit, new ColumnId(ids[largest]), lengthOf(largest));
    }

    private int writeHead(byte[] row, int values, int idBytes, int endBytes) {
        int wide = idBytes == 2 ? RowShape.WIDE_IDS : 0;
        row[0] = (byte) (RowShape.FORMAT | wide | (endBytes - 1) << RowShape.END_BYTES_SHIFT);
        int at = Varint.write(row, 1, version.value());
        at = Varint.write(row, at, values);
        return Varint.write(row, at, (long) count - values);
    }

    private void writeColumns(byte[] row, int ids, int idBytes, int endBytes) {
        int at = writeIds(row, ids, idBytes, false);
        at = writeIds(row, at, idBytes, true);
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (!isNull[i]) {
                end += lengthOf(i);
                at = writeNumber(row, at, end, endBytes);
            }
        }
        for (int i = 0; i < count; i++) {
            byte[] source = isKept[i] ? kept : written.array();
            System.arraycopy(source, starts[i], row, at, lengthOf(i));
            at += lengthOf(i);
        }
    }

    private int writeIds(byte[] row, int from, int idBytes, boolean nulls) {
        int at = from;
        for (int i = 0; i < count; i++) {
            if (isNull[i] == nulls) {
                at = writeNumber(row, at, ids[i], idBytes);
            }
        }
        return at;
    }

    private static int writeNumber(byte[] row, int from, int value, int bytes) {
        int at = from;
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            row[at++] = (byte) (value >>> shift);
        }
        return at;
    }
}
