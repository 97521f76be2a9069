package dev.isochron.sql.oracle;

import dev.isochron.sql.error.SqlException;

/// What one expression gives: a value, or an error.
public sealed interface Answer {

    /// A value.
    ///
    /// @param type its name in `pg_type`
    /// @param text as it is printed, `NULL` for null
    record Shown(String type, String text) implements Answer {}

    /// An error.
    record Refused(String state, String message) implements Answer {}

    /// The error of an exception.
    static Answer of(SqlException e) {
        return new Refused(e.code().state(), e.error().message());
    }
}
