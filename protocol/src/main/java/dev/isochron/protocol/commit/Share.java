package dev.isochron.protocol.commit;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// All that one transaction leaves to one shard when it commits.
///
/// @param span a hull of all its keys there, read and written: what a vote must cover
/// @param tenure under which it holds locks there; none if it took none there
/// @param checks what it read there without locks, to be locked and checked now
/// @param writes in key order
public record Share(Span span, Optional<Tenure> tenure, List<Check> checks, List<Write> writes) {

    public Share {
        checks = List.copyOf(checks);
        writes = List.copyOf(writes);
    }

    /// Whether it changes nothing there.
    public boolean onlyReads() {
        return writes.isEmpty();
    }

    /// What was read without a lock, optimistically.
    ///
    /// @param span one key, or as far as a scan looked
    /// @param mode the columns that were read
    /// @param readAt the timestamp of the read: nothing read may have changed after it
    public record Check(Span span, LockMode mode, Timestamp readAt) {}
}
