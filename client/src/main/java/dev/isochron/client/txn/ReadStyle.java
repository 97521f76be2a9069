package dev.isochron.client.txn;

import dev.isochron.protocol.request.LockWait;
import java.util.List;

/// What reads are for.
///
/// @param columns that are looked at, for the lock; empty for all
/// @param forUpdate whether the rows will be written
/// @param patience what to do about others' locks
public record ReadStyle(List<String> columns, boolean forUpdate, LockWait patience) {
    public static final ReadStyle PLAIN = new ReadStyle(List.of(), false, LockWait.WAIT);

    public ReadStyle {
        columns = List.copyOf(columns);
    }
}
