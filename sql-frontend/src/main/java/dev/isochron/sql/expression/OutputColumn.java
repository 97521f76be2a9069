package dev.isochron.sql.expression;

import dev.isochron.sql.type.SqlType;

/// A column of what a function gives.
public record OutputColumn(String name, SqlType type) {}
