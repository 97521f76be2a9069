package dev.isochron.sql.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads rows of fields.
public interface CopyReader {

    /// The fields of the next row in text, null for SQL's null; nothing at the end.
    ///
    /// @throws dev.isochron.sql.error.SqlException if it is no row of that many columns
    @Nullable String @Nullable [] next();

    /// The row that was read last, from 1.
    long line();

    /// A reader of text or CSV.
    ///
    /// @param columns names of the columns, in the order of the fields
    static CopyReader of(CopyOptions options, List<String> columns, Source source) {
        Pieces pieces = new Pieces(source::next);
        return switch (options.format()) {
            case TEXT -> new TextReader(options, columns, pieces);
            case CSV -> new CsvReader(options, columns, pieces);
            case BINARY -> throw new IllegalArgumentException("binary has a reader of its own");
        };
    }

    /// Where pieces come from, cut anywhere.
    interface Source {
        /// The next piece; null at the end.
        byte @Nullable [] next();
    }
}
