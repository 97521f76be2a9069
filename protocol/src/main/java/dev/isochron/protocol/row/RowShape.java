package dev.isochron.protocol.row;

import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.schema.Table;

/// Where things are in the bytes of a row.
///
/// @param values how many columns hold a value
/// @param nulls how many columns hold null
/// @param ids where the first id is
/// @param idBytes how many bytes an id takes, 1 or 2
/// @param endBytes how many bytes an end takes, 1 to 3
record RowShape(SchemaVersion version, int values, int nulls, int ids, int idBytes, int endBytes) {

    /// The first byte of every row: the format's number in its upper half.
    static final int FORMAT = 0x10;

    static final int WIDE_IDS = 0x01;
    static final int END_BYTES_SHIFT = 1;
    static final int MAX_END_BYTES = 3;

    private static final int WIDTHS = 0x07;
    private static final int ONE_BYTE_MAX = 0xFF;

    static RowShape parse(byte[] bytes, int start, int end) {
        ByteCursor in = new ByteCursor(bytes, start, end);
        int header = in.next();
        int endBytes = (header >> END_BYTES_SHIFT & MAX_END_BYTES) + 1;
        if ((header & ~WIDTHS) != FORMAT || endBytes > MAX_END_BYTES) {
            throw new MalformedRow("its first byte is %02X".formatted(header));
        }
        int version = in.count(Integer.MAX_VALUE, "as the schema version");
        int values = in.count(Table.MAX_COLUMNS, "columns with a value");
        int nulls = in.count(Table.MAX_COLUMNS - values, "columns with null");
        if (version == 0) {
            throw new MalformedRow("schema version 0");
        }
        int idBytes = (header & WIDE_IDS) + 1;
        int ids = in.skip((values + nulls) * idBytes);
        in.skip(values * endBytes);
        SchemaVersion known = new SchemaVersion(version);
        RowShape shape = new RowShape(known, values, nulls, ids, idBytes, endBytes);
        shape.check(bytes, in.remaining());
        return shape;
    }

    /// How many bytes an id takes when this is the largest.
    static int idBytesFor(int largestId) {
        return largestId > ONE_BYTE_MAX ? 2 : 1;
    }

    /// How many bytes an end takes when the body has this length.
    static int endBytesFor(int bodyLength) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bodyLength);
        return Math.max(1, (bits + Byte.SIZE - 1) / Byte.SIZE);
    }

    private void check(byte[] bytes, int bodyLength) {
        requireAscending(bytes, 0, values);
        requireAscending(bytes, values, values + nulls);
        for (int i = values; i < values + nulls; i++) {
            require(find(bytes, id(bytes, i), 0, values) < 0, "a column has a value and is null");
        }
        int largest = Math.max(largestId(bytes, values), largestId(bytes, values + nulls));
        require(idBytes == idBytesFor(largest), "ids of the wrong width");
        int before = 0;
        for (int place = 0; place < values; place++) {
            int next = end(bytes, place);
            require(next >= before, "a value ends before it begins");
            before = next;
        }
        if (before != bodyLength) {
            throw new MalformedRow(bodyLength + " bytes of values where " + before + " belong");
        }
        require(endBytes == endBytesFor(bodyLength), "ends of the wrong width");
    }

    private void requireAscending(byte[] bytes, int from, int to) {
        int before = 0;
        for (int i = from; i < to; i++) {
            int next = id(bytes, i);
            require(next > before, "columns out of order");
            before = next;
        }
    }

    /// The largest id of a run that ends before `to`; the run may be empty and then it is
    /// another's.
    private int largestId(byte[] bytes, int to) {
        return to == 0 ? 0 : id(bytes, to - 1);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MalformedRow(otherwise);
        }
    }

    int ends() {
        return ids + (values + nulls) * idBytes;
    }

    int body() {
        return ends() + values * endBytes;
    }

    /// The id at an index among values and nulls.
    int id(byte[] bytes, int index) {
        int at = ids + index * idBytes;
        int first = bytes[at] & 0xFF;
        return idBytes == 1 ? first : first << Byte.SIZE | (bytes[at + 1] & 0xFF);
    }

    /// Where in the body the value at a place ends.
    int end(byte[] bytes, int place) {
        int at = ends() + place * endBytes;
        int end = 0;
        for (int i = 0; i < endBytes; i++) {
            end = end << Byte.SIZE | (bytes[at + i] & 0xFF);
        }
        return end;
    }

    /// The index of an id within a run of ascending ones, or something below zero.
    int find(byte[] bytes, int id, int from, int to) {
        int low = from;
        int high = to - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = id(bytes, middle);
            if (found == id) {
                return middle;
            }
            if (found < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
