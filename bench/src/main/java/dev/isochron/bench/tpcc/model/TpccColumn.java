package dev.isochron.bench.tpcc.model;

import dev.isochron.protocol.schema.ColumnType;

/// A column of a table.
///
/// @param type as both SQL and the Java client know it
public record TpccColumn(String name, ColumnType type, boolean isNullable) {

    /// As it stands in `create table`.
    String ddl() {
        return name + " " + type + (isNullable ? "" : " NOT NULL");
    }
}
