package dev.isochron.sql.expression;

/// How far the result of a function depends on its arguments alone.
public enum Volatility {
    /// On nothing else, ever: may be evaluated when a statement is planned.
    IMMUTABLE,
    /// Also on what does not change within a statement: settings, the snapshot, `now()`.
    STABLE,
    /// On anything; or it has effects.
    VOLATILE;

    /// The less reliable of both.
    public Volatility or(Volatility other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
