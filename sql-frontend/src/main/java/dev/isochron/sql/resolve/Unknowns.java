package dev.isochron.sql.resolve;

import dev.isochron.sql.type.SqlType;

/// Learns the types of parameters that were not declared.
@FunctionalInterface
public interface Unknowns {

    /// Called when a parameter of type `unknown` is used where a type is wanted.
    ///
    /// @param index from 0 on
    /// @throws dev.isochron.sql.error.SqlException if it has another type already
    void determine(int index, SqlType type);
}
