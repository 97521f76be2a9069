package dev.isochron.sql.cast;

/// Where a conversion may happen by itself, from the narrowest to the widest.
public enum CastContext {
    /// Only where the user wrote it.
    EXPLICIT,
    /// Also where a value is put into a column.
    ASSIGNMENT,
    /// Anywhere.
    IMPLICIT;

    /// Whether a cast of this kind may be used here.
    public boolean permits(CastContext wanted) {
        return compareTo(wanted) >= 0;
    }
}
