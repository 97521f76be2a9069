package dev.isochron.sql.session;

/// Who is connected, and to what.
///
/// @param process by which the client cancels
public record Identity(String user, String database, int process) {}
