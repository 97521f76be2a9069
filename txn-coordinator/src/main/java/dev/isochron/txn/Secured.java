package dev.isochron.txn;

import dev.isochron.protocol.txn.Tenure;
import dev.isochron.txn.record.Held;
import java.util.List;
import java.util.Optional;

/// All that a share needs is locked, and what was read or expected still holds.
///
/// @param live the tenure of the entry that holds the locks
/// @param reads all locks but those implied by the writes, if they are few enough to log
public record Secured(Tenure live, Optional<List<Held>> reads) {
    public Secured {
        reads = reads.map(List::copyOf);
    }
}
