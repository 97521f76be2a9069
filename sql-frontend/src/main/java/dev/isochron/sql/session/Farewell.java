package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlError;

/// The session has to end.
///
/// @param error what the client is told
public record Farewell(SqlError error) {}
