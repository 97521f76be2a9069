package dev.isochron.sql.copy;

import dev.isochron.sql.copy.CopyOptions.Format;
import dev.isochron.sql.copy.CopyOptions.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows; each is a piece of its own.
public final class CopyWriter {
    private final CopyOptions options;
    private final List<String> columns;
    private final byte[] nullText;
    private byte[] bytes = new byte[1024];
    private int length;

    public CopyWriter(CopyOptions options, List<String> columns) {
        this.options = options;
        this.columns = columns;
        this.nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether rows are written in binary.
    public boolean isBinary() {
        return options.format() == Format.BINARY;
    }

    /// What was written last.
    public byte[] bytes() {
        return bytes;
    }

    /// How much of [#bytes] it is.
    public int length() {
        return length;
    }

    /// Writes what stands before all rows, if anything does.
    ///
    /// @return whether something does
    public boolean begin() {
        length = 0;
        if (options.format() == Format.BINARY) {
            add(BinaryReader.SIGNATURE);
            int32(0);
            int32(0);
        } else if (options.header() != Header.NONE) {
            for (int i = 0; i < columns.size(); i++) {
                separate(i);
                text(columns.get(i), i, false);
            }
            add('\n');
        }
        return length > 0;
    }

    /// Writes a row of texts, as [Format#TEXT] or [Format#CSV].
    public void row(@Nullable String[] fields) {
        length = 0;
        for (int i = 0; i < fields.length; i++) {
            separate(i);
            String field = fields[i];
            if (field == null) {
                add(nullText);
            } else {
                text(field, i, options.forceQuote().has(columns.get(i)));
            }
        }
        add('\n');
    }

    /// Writes a row in binary.
    public void row(byte[] @Nullable [] fields) {
        length = 0;
        add(fields.length >> 8);
        add(fields.length);
        for (byte[] field : fields) {
            if (field == null) {
                int32(-1);
            } else {
                int32(field.length);
                add(field);
            }
        }
    }

    /// Writes what stands behind all rows, if anything does.
    ///
    /// @return whether something does
    public boolean end() {
        length = 0;
        if (options.format() == Format.BINARY) {
            add(0xff);
            add(0xff);
        }
        return length > 0;
    }

    private void separate(int index) {
        if (index > 0) {
            add(options.delimiter());
        }
    }

    private void text(String field, int column, boolean force) {
        byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
        if (options.format() == Format.CSV) {
            csv(field, utf8, column, force);
        } else {
            escaped(utf8);
        }
    }

    private void escaped(byte[] utf8) {
        for (byte b : utf8) {
            switch (b) {
                case '\b' -> backslash('b');
                case '\f' -> backslash('f');
                case '\n' -> backslash('n');
                case '\r' -> backslash('r');
                case '\t' -> backslash('t');
                case 0x0b -> backslash('v');
                case '\\' -> backslash('\\');
                default -> {
                    if (b == options.delimiter()) {
                        add('\\');
                    }
                    add(b);
                }
            }
        }
    }

    private void backslash(int c) {
        add('\\');
        add(c);
    }

    private void csv(String field, byte[] utf8, int column, boolean force) {
        boolean alone = columns.size() == 1 && column == 0 && field.equals("\\.");
        if (!force && !alone && !Arrays.equals(utf8, nullText) && isPlain(utf8)) {
            add(utf8);
            return;
        }
        add(options.quote());
        for (byte b : utf8) {
            if (b == options.quote() || b == options.escape()) {
                add(options.escape());
            }
            add(b);
        }
        add(options.quote());
    }

    private boolean isPlain(byte[] utf8) {
        for (byte b : utf8) {
            if (b == options.delimiter() || b == options.quote() || b == '\n' || b == '\r') {
                return false;
            }
        }
        return true;
    }

    private void int32(int value) {
        add(value >> 24);
        add(value >> 16);
        add(value >> 8);
        add(value);
    }

    private void add(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void add(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
