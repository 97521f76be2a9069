package dev.isochron.sql.copy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CSV: fields between delimiters, quotes around what cannot stand there.
final class CsvReader extends Lines {
    private final Pieces pieces;
    private final int delimiter;
    private final int quote;
    private final int escape;
    private final byte[] nullText;
    private final FieldBytes field = new FieldBytes();
    private boolean quoted;
    private boolean ended;

    CsvReader(CopyOptions options, List<String> columns, Pieces pieces) {
        super(options, columns, pieces);
        this.pieces = pieces;
        this.delimiter = options.delimiter();
        this.quote = options.quote();
        this.escape = options.escape();
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
            if (c == quote) {
                quoted = true;
                untilQuote();
            } else if (c == delimiter) {
                requireRoom(count);
                fields[count] = value(count);
                count++;
                begin();
            } else if (c < 0 || c == '\n' || c == '\r') {
                if (c == '\r' && pieces.peek() == '\n') {
                    pieces.read();
                }
                if (count == 0 && isEnd()) {
                    pieces.drain();
                    ended = true;
                    return null;
                }
                return last(fields, count);
            } else {
                field.add(c);
            }
        }
    }

    private @Nullable String[] last(@Nullable String[] fields, int count) {
        if (columns().isEmpty() && field.length() == 0) {
            return fields;
        }
        requireRoom(count);
        fields[count] = value(count);
        requireAll(count + 1);
        return fields;
    }

    private void begin() {
        field.clear();
        quoted = false;
    }

    private static final byte[] END = {'\\', '.'};

    private boolean isEnd() {
        return !quoted && field.is(END);
    }

    private @Nullable String value(int column) {
        String name = columns().get(column);
        boolean mayBeNull =
                quoted ? options().forceNull().has(name) : !options().forceNotNull().has(name);
        return mayBeNull && field.is(nullText) ? null : field.text();
    }

    /// Takes what stands in quotes; lines may end there.
    private void untilQuote() {
        while (true) {
            int c = pieces.read();
            if (c < 0) {
                throw bad("unterminated CSV quoted field");
            }
            if (c == escape && (pieces.peek() == quote || pieces.peek() == escape)) {
                field.add(pieces.read());
            } else if (c == quote) {
                return;
            } else {
                field.add(c);
            }
        }
    }
}
