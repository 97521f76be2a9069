package dev.isochron.client.txn;

import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;

/// How keys are read: the lock that is taken, and what to do about others'.
///
/// A shared one may be none at all: optimistic transactions check at the commit, and a snapshot
/// shows one moment anyway.
public record Locks(LockMode mode, LockWait patience) {

    /// For reading whole rows.
    public static final Locks SHARED = shared(ColumnSet.ALL);

    /// For rows that will be written, or must not be.
    public static final Locks WHOLE = new Locks(LockMode.whole(), LockWait.WAIT);

    /// For reading these columns.
    public static Locks shared(ColumnSet columns) {
        return new Locks(LockMode.shared(columns), LockWait.WAIT);
    }

    /// The same with another patience.
    public Locks with(LockWait newPatience) {
        return new Locks(mode, newPatience);
    }
}
