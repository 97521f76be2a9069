package dev.isochron.txn.record;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.TxnId;
import java.util.Comparator;

/// Where something about a transaction is kept: beside the rows of its key, so that it moves with
/// them when shards split and merge.
///
/// @param key the anchor of a decision, else the first key of the share
public record Place(Kind kind, Key key, TxnId txn) implements Comparable<Place> {

    /// What is kept there.
    public enum Kind {
        /// A commit that some share has not logged yet.
        UNTOLD,
        /// A share that waits for its outcome.
        IN_DOUBT,
        /// A decision of which everybody knows who must.
        TOLD,
        /// A share that had its outcome.
        SETTLED
    }

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::kind).thenComparing(Place::key).thenComparing(Place::txn);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
