package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import java.util.List;

/// One attempt that is alive, as the last table of one leadership hands it to the first of the
/// next: under the same tenure, since nothing happened to its locks in between.
///
/// @param locks all that it holds, or the entry is not handed on: a tenure vouches for each of them
public record LiveEntry(Attempt attempt, Tenure tenure, List<Lock> locks) {
    public LiveEntry {
        locks = List.copyOf(locks);
    }
}
