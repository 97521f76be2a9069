package dev.isochron.sql.bind;

import dev.isochron.sql.type.SqlType;

/// A column of a query's result.
///
/// @param table number of the table that it is a column of, 0 if of none
/// @param attribute its number there, 0 if it is of none
public record OutColumn(String name, SqlType type, int table, int attribute) {

    static OutColumn of(String name, SqlType type) {
        return new OutColumn(name, type, 0, 0);
    }

    OutColumn named(String newName) {
        return new OutColumn(newName, type, table, attribute);
    }
}
