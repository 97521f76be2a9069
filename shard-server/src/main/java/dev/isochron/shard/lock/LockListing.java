package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import java.util.List;

/// Who holds what and who waits for whom, for people: `status`, `SHOW LOCKS`.
///
/// @param holdings in order of their spans: rows, then ranges
/// @param waits in the order they came
/// @param isCut whether there is more of either than was asked for
public record LockListing(List<Holding> holdings, List<Wait> waits, boolean isCut) {

    /// Blockers named for one wait; the first ones are who to look at.
    public static final int MAX_BLOCKERS = 8;

    public LockListing {
        holdings = List.copyOf(holdings);
        waits = List.copyOf(waits);
    }

    /// One lock that is held.
    public record Holding(Attempt attempt, Tenure tenure, boolean hasVoted, Lock lock) {}

    /// One request that waits.
    ///
    /// @param wanted the first of its locks that is not free
    /// @param blockers who holds it, or waits for it ahead of this one; at most [#MAX_BLOCKERS]
    public record Wait(Attempt attempt, Ticket ticket, Lock wanted, List<Attempt> blockers) {
        public Wait {
            blockers = List.copyOf(blockers);
        }
    }
}
