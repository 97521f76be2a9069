package dev.isochron.sql.format;

/// How intervals are written.
public enum IntervalStyle {
    POSTGRES,
    POSTGRES_VERBOSE,
    SQL_STANDARD,
    ISO_8601
}
