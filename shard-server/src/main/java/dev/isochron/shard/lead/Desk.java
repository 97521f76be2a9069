package dev.isochron.shard.lead;

import dev.isochron.protocol.commit.Parley;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.util.List;

/// Where the parts of a leadership put what they want done.
///
/// @param proposals records for the log
/// @param replies to requests
/// @param parleys to other shards
/// @param lease the right to give timestamps
public record Desk(Proposals proposals, Replies replies, List<Parley> parleys, Lease lease) {

    /// Counts `t` as given; false without a lease that reaches so far.
    boolean publish(Timestamp t) {
        boolean has = lease.now().surelyBefore(lease.end()) && !t.isAfter(lease.end());
        if (has) {
            lease.publish(t);
        }
        return has;
    }
}
