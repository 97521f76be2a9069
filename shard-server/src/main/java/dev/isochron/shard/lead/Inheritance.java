package dev.isochron.shard.lead;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.lock.LiveEntry;
import dev.isochron.shard.state.Applied;
import dev.isochron.txn.record.TxnRecord;
import java.util.LinkedHashMap;
import java.util.List;

/// What the leader of a ballot left to this replica when it resigned in its favour: its lock table,
/// as it was at the ballot's very end.
///
/// It is good for whoever leads next, and for nobody later. Between the two leaders nobody grants,
/// votes or commits, so the locks are held as if there had been no move. Whether somebody led in
/// between the log tells: a leader serves only behind an entry of its own (T5, T8).
///
/// ```
///    ballot b: … grants, commits │ resigns, leaves its table      │ entry of b', adopts it
///   ─────────────────────────────┴───────────────────────────────┴──────────▶ log
///                   last of the log is of b, or what was left is of no use
/// ```
///
/// What was under way at the resignation may still be chosen. Of whom the log says something since,
/// the log alone counts.
public final class Inheritance {
    private final Ballot from;
    private final LinkedHashMap<TxnId, LiveEntry> entries = new LinkedHashMap<>();

    public Inheritance(Ballot from, List<LiveEntry> left) {
        this.from = from;
        left.forEach(entry -> entries.put(entry.attempt().id(), entry));
    }

    /// Something was chosen since.
    public void applied(Applied applied) {
        for (Applied.Ruled one : applied.rulings()) {
            switch (one.record()) {
                case TxnRecord.Prepared prepared -> entries.remove(prepared.txn());
                case TxnRecord.Committed committed -> entries.remove(committed.txn());
                case TxnRecord.Aborted aborted -> entries.remove(aborted.txn());
                case TxnRecord.Resolved resolved -> entries.remove(resolved.txn());
                case TxnRecord.Forgotten _, TxnRecord.Horizon _ -> {}
            }
        }
    }

    /// Whether nobody led since.
    ///
    /// @param last the ballot of the last leader that the log knows
    public boolean isFrom(Ballot last) {
        return from.equals(last);
    }

    /// The attempts that go on, the oldest first.
    public List<LiveEntry> entries() {
        return List.copyOf(entries.values());
    }
}
