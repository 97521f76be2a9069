package dev.isochron.txn;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// The leader's time, as both machines share it: one for a tenure.
public interface Lease {

    Interval now();

    /// Gives out a timestamp: above all given or published before, by this leader and those before
    /// it (T1); not below [#now]'s latest (T2); within the lease.
    ///
    /// @param atLeast the smallest that is any good
    /// @return empty if the lease does not reach so far now; it is being extended then
    Optional<Timestamp> give(Timestamp atLeast);

    /// Raises the last given timestamp to at least this; never lowers it.
    void publish(Timestamp told);

    /// The last timestamp given or published.
    Timestamp lastGiven();

    /// Makes the bound of a vote good: whoever leads next gives no timestamp up to it, because it
    /// is within the lease, and a resignation names it.
    ///
    /// @return false if the lease does not reach so far; it is being extended then
    boolean vouch(Timestamp bound);

    /// The end of the lease as it is now.
    Timestamp end();
}
