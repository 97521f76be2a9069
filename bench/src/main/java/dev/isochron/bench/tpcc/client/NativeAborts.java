package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;

/// Aborts in few words: the rule, and which kind of row it was about.
final class NativeAborts {

    private NativeAborts() {}

    static void tell(Aborts aborts, Failure failure) {
        if (!(failure instanceof Aborted aborted)) {
            aborts.undone("other", "");
            return;
        }
        switch (aborted) {
            case Aborted.Wounded wounded ->
                    aborts.undone("wounded: " + wounded.rule().reason(), kind(wounded.row()));
            case Aborted.LockUnavailable lock ->
                    aborts.undone("lock not available", kind(lock.row()));
            case Aborted.LocksLost _ -> aborts.undone("locks lost with a leader", "");
            case Aborted.BoundMissed _ -> aborts.undone("bound of a vote missed", "");
            case Aborted.VoteMissing _ -> aborts.undone("vote missing", "");
            case Aborted.ReadChanged changed -> aborts.undone("read changed", kind(changed.row()));
            case Aborted.DecidedByInquiry _ -> aborts.undone("decided by an inquiry", "");
            case Aborted.IdleTooLong _ -> aborts.undone("idle too long", "");
            case Aborted.BornTooEarly _ -> aborts.undone("born too early", "");
        }
    }

    /// The name of the table: `district` of `district (3, 7)`.
    private static String kind(RowName row) {
        int end = row.text().indexOf(" (");
        return end < 0 ? row.text() : row.text().substring(0, end);
    }
}
