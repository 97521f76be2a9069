package dev.isochron.sql.expression;

/// Why a conversion is in an expression.
public enum CastForm {
    /// The user wrote it.
    EXPLICIT,
    /// The types asked for it.
    IMPLICIT
}
