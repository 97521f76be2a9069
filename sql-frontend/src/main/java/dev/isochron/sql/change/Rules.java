package dev.isochron.sql.change;

/// Where the rules of tables are found, by the tables' numbers.
public interface Rules {

    /// The rules of a table.
    TableRules of(int table);
}
