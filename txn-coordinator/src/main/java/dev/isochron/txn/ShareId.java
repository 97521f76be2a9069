package dev.isochron.txn;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import java.util.Comparator;

/// One share of one transaction; a shard can have several after a merge.
record ShareId(TxnId txn, Span span) implements Comparable<ShareId> {

    private static final Comparator<ShareId> ORDER =
            Comparator.comparing(ShareId::txn).thenComparing(ShareId::span);

    @Override
    public int compareTo(ShareId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return txn + "/" + span.from();
    }
}
