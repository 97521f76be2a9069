package dev.isochron.protocol.txn;

/// How old a transaction is, all its attempts taken together: the id of the first.
///
/// Smaller is older. No two transactions are of one age, so of two that want the same lock one
/// always goes first, and every transaction that is tried long enough becomes the oldest: the rule
/// is wound-wait.
public record Age(TxnId firstAttempt) implements Comparable<Age> {

    public boolean isOlderThan(Age other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Age other) {
        return firstAttempt.compareTo(other.firstAttempt);
    }

    @Override
    public String toString() {
        return "age " + firstAttempt;
    }
}
