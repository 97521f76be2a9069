package dev.isochron.txn.world;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;

/// What judges remember of a shard: it has no part in what happens.
final class Ghost {

    static final long NEVER = -1;

    /// Timestamps of versions in the order in which they were written; the first was there before.
    final List<Long> readVersions = new ArrayList<>();

    final List<Long> writeVersions = new ArrayList<>();

    /// When the transaction's own writes landed here.
    long landed = NEVER;

    /// When it was committed, by the first decision in this log.
    long committed = NEVER;

    /// Whether a decision or a resolution here says that it is undone.
    boolean undone;

    boolean toldCommitted;
    boolean toldAborted;
    long arrival = NEVER;
    int crashes;
    int rivals;
    boolean horizon;
    String violation = "";

    Ghost copy() {
        Ghost copy = new Ghost();
        copy.readVersions.addAll(readVersions);
        copy.writeVersions.addAll(writeVersions);
        copy.landed = landed;
        copy.committed = committed;
        copy.undone = undone;
        copy.toldCommitted = toldCommitted;
        copy.toldAborted = toldAborted;
        copy.arrival = arrival;
        copy.crashes = crashes;
        copy.rivals = rivals;
        copy.horizon = horizon;
        copy.violation = violation;
        return copy;
    }

    void applied(TxnRecord record, Ruling ruling) {
        switch (ruling) {
            case Ruling.Landed(Timestamp at, _) -> land(record, at.nanos());
            case Ruling.Ended _ -> {
                boolean resolvedUndone =
                        record instanceof TxnRecord.Resolved resolved
                                && resolved.outcome() instanceof Outcome.Undone;
                undone |= resolvedUndone || record instanceof TxnRecord.Aborted;
            }
            case Ruling.Entered _, Ruling.Repeated _, Ruling.Lost _, Ruling.TooEarly _ -> {}
        }
    }

    private void land(TxnRecord record, long at) {
        if (landed != NEVER) {
            violation = "T4: its writes landed twice, at " + landed + " and at " + at;
        }
        landed = at;
        if (record instanceof TxnRecord.Committed) {
            committed = at;
        }
        write(false, at);
    }

    void write(boolean readRow, long at) {
        List<Long> versions = readRow ? readVersions : writeVersions;
        if (at <= versions.getLast()) {
            violation =
                    "T7: a version at " + at + " was written after one at " + versions.getLast();
        }
        versions.add(at);
    }

    List<String> news(Ghost before) {
        List<String> news = new ArrayList<>();
        if (readVersions.size() > before.readVersions.size()) {
            news.add("the row that was read changes at " + readVersions.getLast());
        }
        if (writeVersions.size() > before.writeVersions.size()) {
            news.add("the row that is written changes at " + writeVersions.getLast());
        }
        if (undone && !before.undone) {
            news.add("it is undone here");
        }
        if (toldCommitted && !before.toldCommitted) {
            news.add("the client is told: committed");
        }
        if (toldAborted && !before.toldAborted) {
            news.add("the client is told: aborted");
        }
        return news;
    }

    List<Object> image() {
        return List.of(
                readVersions,
                writeVersions,
                List.of(landed, committed, arrival),
                List.of(undone, toldCommitted, toldAborted, horizon),
                List.of(crashes, rivals),
                violation);
    }

    @Override
    public String toString() {
        return readVersions
                + " "
                + writeVersions
                + " "
                + landed
                + " "
                + committed
                + (undone ? " undone" : "")
                + (toldCommitted ? " told committed" : "")
                + (toldAborted ? " told aborted" : "")
                + " "
                + arrival
                + " "
                + crashes
                + rivals
                + horizon
                + violation;
    }
}
