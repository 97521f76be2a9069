package dev.isochron.sql.copy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's text format: fields between delimiters, backslashes for what cannot stand there.
final class TextReader extends Lines {
    private final Pieces pieces;
    private final int delimiter;
    private final byte[] nullText;
    private final FieldBytes raw = new FieldBytes();
    private final FieldBytes cooked = new FieldBytes();
    private boolean escaped;
    private boolean ended;

    TextReader(CopyOptions options, List<String> columns, Pieces pieces) {
        super(options, columns, pieces);
        this.pieces = pieces;
        this.delimiter = options.delimiter();
        this.nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    @Nullable String @Nullable [] row() {
        if (ended || pieces.peek() < 0) {
            return null;
        }
        @Nullable String[] fields = new @Nullable String[columns().size()];
        int count = 0;
        begin();
        while (true) {
            int c = pieces.read();
            if (c == '\\') {
                if (backslash(count)) {
                    return null;
                }
            } else if (c == delimiter) {
                requireRoom(count);
                fields[count++] = field();
                begin();
            } else if (c < 0 || c == '\n' || c == '\r') {
                if (c == '\r' && pieces.peek() == '\n') {
                    pieces.read();
                }
                return last(fields, count);
            } else {
                add(c);
            }
        }
    }

    private @Nullable String[] last(@Nullable String[] fields, int count) {
        if (columns().isEmpty() && raw.length() == 0) {
            return fields;
        }
        requireRoom(count);
        fields[count] = field();
        requireAll(count + 1);
        return fields;
    }

    private void begin() {
        raw.clear();
        cooked.clear();
        escaped = false;
    }

    private void add(int c) {
        raw.add(c);
        if (escaped) {
            cooked.add(c);
        }
    }

    private @Nullable String field() {
        if (raw.is(nullText)) {
            return null;
        }
        return escaped ? cooked.text() : raw.text();
    }

    /// Takes what follows a backslash.
    ///
    /// @return whether it was the end of the data
    private boolean backslash(int count) {
        if (!escaped) {
            escaped = true;
            cooked.add(raw);
        }
        boolean first = count == 0 && raw.length() == 0;
        raw.add('\\');
        int c = pieces.read();
        if (c < 0) {
            return false;
        }
        raw.add(c);
        if (c == '.' && first && endsLine(pieces.peek())) {
            pieces.drain();
            ended = true;
            return true;
        }
        cooked.add(meaning(c));
        return false;
    }

    private static boolean endsLine(int c) {
        return c < 0 || c == '\n' || c == '\r';
    }

    private int meaning(int c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'x' -> digits(0, 16, 2, 'x');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(c - '0', 8, 2, 0);
            default -> c;
        };
    }

    /// A byte in octal or hexadecimal digits; `none` if there are none.
    private int digits(int begun, int base, int atMost, int none) {
        int value = begun;
        int taken = 0;
        while (taken < atMost && Character.digit(pieces.peek(), base) >= 0) {
            int c = pieces.read();
            raw.add(c);
            value = value * base + Character.digit(c, base);
            taken++;
        }
        return taken == 0 && none != 0 ? none : value & 0xff;
    }
}
