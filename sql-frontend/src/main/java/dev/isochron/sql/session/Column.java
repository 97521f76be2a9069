package dev.isochron.sql.session;

import dev.isochron.sql.type.SqlType;

/// A column of a result.
///
/// @param table oid of the table that it is a column of, 0 if of none
/// @param attribute its number there, 0 if it is of none
public record Column(String name, SqlType type, int table, int attribute) {

    public static Column of(String name, SqlType type) {
        return new Column(name, type, 0, 0);
    }
}
