package dev.isochron.sql.bind;

import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// A column of a query's result.
///
/// @param table number of the table that it is a column of, 0 if of none
/// @param attribute its number there, 0 if it is of none
/// @param fields what a composite value consists of, such as that of a function that gives rows
public record OutColumn(
        String name, SqlType type, int table, int attribute, List<OutputColumn> fields) {

    public OutColumn {
        fields = List.copyOf(fields);
    }

    OutColumn(String name, SqlType type, int table, int attribute) {
        this(name, type, table, attribute, List.of());
    }

    static OutColumn of(String name, SqlType type) {
        return new OutColumn(name, type, 0, 0);
    }

    OutColumn named(String newName) {
        return new OutColumn(newName, type, table, attribute, fields);
    }
}
