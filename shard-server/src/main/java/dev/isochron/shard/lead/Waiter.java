package dev.isochron.shard.lead;

import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.model.Turn;
import java.util.List;

/// Somebody who waits for locks.
interface Waiter {
    /// They are held now.
    ///
    /// @param skipped what was left out because others hold it, if that was asked for
    void granted(Turn turn, Tenure tenure, List<Lock> skipped);

    /// They are not, and will not be.
    void failed(Turn turn, Failure why);
}
