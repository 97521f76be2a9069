package dev.isochron.protocol.error;

/// A failure in three sentences or so, for people.
///
/// @param what happened
/// @param where it happened: the table, the row, the shard, the node
/// @param advice what to do now
public record Explanation(String what, String where, String advice) {

    /// The three as one paragraph.
    public String paragraph() {
        return what + " " + where + " " + advice;
    }

    @Override
    public String toString() {
        return paragraph();
    }
}
