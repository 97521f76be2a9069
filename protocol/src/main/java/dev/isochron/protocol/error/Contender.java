package dev.isochron.protocol.error;

import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.TxnId;

/// Another transaction that stood in the way.
///
/// @param tag what its program calls it; empty if it does not say; cut where it gets long
/// @param statement what it was doing; empty if that is not known; cut where it gets long
public record Contender(TxnId id, String tag, String statement) {
    public Contender {
        tag = Shown.cut(tag);
        statement = Shown.cut(statement);
    }

    public static Contender of(Attempt attempt) {
        return new Contender(attempt.id(), attempt.tag(), attempt.statement());
    }

    @Override
    public String toString() {
        String named = tag.isEmpty() ? id + " (untagged)" : id + " (\"" + tag + "\")";
        return statement.isEmpty() ? named : named + " running: " + statement;
    }
}
