package dev.isochron.storage;

/// How urgent a flush is, by the size of all tables.
public enum Pressure {
    /// Nothing needs to be done.
    CALM,
    /// There is enough for a large batch: freeze and flush.
    FLUSH,
    /// Flushing lags behind: writers must be slowed.
    STALL
}
