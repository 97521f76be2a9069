package dev.isochron.client.txn;

/// How a transaction makes sure that what it read stays true until it commits.
public enum ReadMode {
    /// Reads take locks. It waits for others, and is never told at the end that it was in vain,
    /// unless somebody older wanted the same.
    PESSIMISTIC,
    /// Reads take none and see one moment; the commit checks that nothing changed since. Best where
    /// conflicts are rare. After [Attempts#OPTIMISTIC_TRIES] vain tries it goes on with locks.
    OPTIMISTIC
}
