package dev.isochron.sql.copy;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's binary format: a signature, and fields that are preceded by their lengths.
public final class BinaryReader {
    static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };

    /// A field longer than any value that is kept.
    private static final int MAX_FIELD = 64 << 20;

    private static final int FIRST_ROOM = 64 * 1024;

    private final Pieces pieces;
    private final int columns;
    private boolean begun;

    public BinaryReader(int columns, CopyReader.Source source) {
        this.columns = columns;
        this.pieces = new Pieces(source::next);
    }

    /// The fields of the next row, null for SQL's null; nothing at the end.
    ///
    /// @throws SqlException if it is no row of that many columns
    public byte @Nullable [] @Nullable [] next() {
        if (!begun) {
            begun = true;
            header();
        }
        int count = int16();
        if (count == 0xffff) {
            pieces.drain();
            return null;
        }
        if (count != columns) {
            throw bad("row field count is " + count + ", expected " + columns);
        }
        byte[] @Nullable [] fields = new byte[columns][];
        for (int i = 0; i < columns; i++) {
            fields[i] = field();
        }
        return fields;
    }

    private void header() {
        for (byte expected : SIGNATURE) {
            if (pieces.read() != (expected & 0xff)) {
                throw bad("COPY file signature not recognized");
            }
        }
        int flags = int32();
        if ((flags & 0xffff0000) != 0) {
            throw bad("unrecognized critical flags in COPY file header");
        }
        int more = int32();
        for (int i = 0; i < more; i++) {
            byte1();
        }
    }

    private byte @Nullable [] field() {
        int length = int32();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > MAX_FIELD) {
            throw bad("invalid field size");
        }
        byte[] bytes = new byte[Math.min(length, FIRST_ROOM)];
        for (int i = 0; i < length; i++) {
            if (i == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
            }
            bytes[i] = (byte) byte1();
        }
        return bytes;
    }

    private int int16() {
        return byte1() << 8 | byte1();
    }

    private int int32() {
        return int16() << 16 | int16();
    }

    private int byte1() {
        int value = pieces.read();
        if (value < 0) {
            throw bad("unexpected EOF in COPY data");
        }
        return value;
    }

    private static SqlException bad(String message) {
        return SqlException.of(SqlCode.BAD_COPY_FILE_FORMAT, message);
    }
}
