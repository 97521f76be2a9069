package dev.isochron.protocol.txn;

/// One try of a transaction, as every locking request names it.
///
/// Of two tries of one [Age] the later has the larger id: who numbers them gives each the birth of
/// its clock or, if that is no later, one just above that of the try before.
///
/// @param id this try's own; a retry has another
/// @param age kept over all tries; decides who waits and who is wounded
/// @param tag what its program calls it, for people; empty if it does not say
/// @param statement what it is doing now, for people; empty if that is not known
public record Attempt(TxnId id, Age age, String tag, String statement) {

    /// Longest tag and longest statement, in characters: both stand in lock tables and in log
    /// records; who sends more is refused at the edge.
    public static final int MAX_TEXT = 256;

    public Attempt {
        if (tag.length() > MAX_TEXT || statement.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "tag and statement have at most " + MAX_TEXT + " characters each");
        }
    }

    /// Whether this is another, later try of the other's transaction.
    public boolean isLaterThan(Attempt other) {
        return age.equals(other.age) && id.compareTo(other.id) > 0;
    }

    @Override
    public String toString() {
        return tag.isEmpty() ? id.toString() : id + " (\"" + tag + "\")";
    }
}
