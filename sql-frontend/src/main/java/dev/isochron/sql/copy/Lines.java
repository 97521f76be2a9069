package dev.isochron.sql.copy;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What text and CSV have in common: columns, a header, and complaints with the line's number.
abstract class Lines implements CopyReader {
    /// How much of a line an error shows: PostgreSQL's choice.
    private static final int SHOWN = 100;

    private final CopyOptions options;
    private final List<String> columns;
    private final Pieces pieces;
    private long line;
    private boolean headed;

    Lines(CopyOptions options, List<String> columns, Pieces pieces) {
        this.options = options;
        this.columns = columns;
        this.pieces = pieces;
    }

    Pieces pieces() {
        return pieces;
    }

    CopyOptions options() {
        return options;
    }

    List<String> columns() {
        return columns;
    }

    @Override
    public final long line() {
        return line;
    }

    @Override
    public final @Nullable String @Nullable [] next() {
        if (!headed) {
            headed = true;
            skipHeader();
        }
        line++;
        pieces.mark();
        return row();
    }

    /// The fields of the next line, as many as there are columns; nothing at the end.
    abstract @Nullable String @Nullable [] row();

    private void skipHeader() {
        if (options.header() == CopyOptions.Header.NONE) {
            return;
        }
        line++;
        pieces.mark();
        @Nullable String[] names = row();
        if (names == null || options.header() != CopyOptions.Header.MATCH) {
            return;
        }
        for (int i = 0; i < names.length; i++) {
            if (!columns.get(i).equals(names[i])) {
                throw bad(
                        "column name mismatch in header line field %d: got \"%s\", expected \"%s\""
                                .formatted(i + 1, names[i], columns.get(i)));
            }
        }
    }

    /// Whether another field fits into the row.
    void requireRoom(int field) {
        if (field >= columns.size()) {
            throw bad("extra data after last expected column");
        }
    }

    void requireAll(int fields) {
        if (fields < columns.size()) {
            throw bad("missing data for column \"" + columns.get(fields) + "\"");
        }
    }

    SqlException bad(String message) {
        String text = pieces.line(SHOWN);
        return SqlError.of(SqlCode.BAD_COPY_FILE_FORMAT, message)
                .withContext("line " + line + (text == null ? "" : ": \"" + text + "\""))
                .exception();
    }
}
