package dev.isochron.protocol.txn;

/// One entry that one leader's lock table made for a transaction, from its first lock until it is
/// gone.
///
/// A vote quotes the tenure under which every lock was taken. If the leader changed, or lost the
/// entry and made another, the quoted one is not the live one, and locks may have been lost in
/// between (invariant T8).
///
/// @param round the round of the leader's ballot, from 1
/// @param owner the replica that owns the ballot, from 1
/// @param entry the number of the entry, never given twice under one ballot
public record Tenure(long round, long owner, long entry) {
    public Tenure {
        if (round < 1 || owner < 1 || entry < 0) {
            throw new IllegalArgumentException(
                    "not a tenure: ballot (" + round + ", " + owner + "), entry " + entry);
        }
    }

    @Override
    public String toString() {
        return "b" + round + "." + owner + "#" + entry;
    }
}
