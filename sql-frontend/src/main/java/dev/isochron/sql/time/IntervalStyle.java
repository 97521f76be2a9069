package dev.isochron.sql.time;

/// How intervals are written.
public enum IntervalStyle {
    POSTGRES,
    POSTGRES_VERBOSE,
    SQL_STANDARD,
    ISO_8601
}
