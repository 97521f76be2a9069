package dev.isochron.protocol.txn;

/// One try of a transaction, as every locking request names it.
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
}
