package dev.isochron.paxos.model;

import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A replica's hard state as recovered from the durable log: the sum of its [HardRecord]s.
///
/// @param begin first slot that the log still has; everything below is in the state machine
/// @param base the configuration that governs `begin`
/// @param promised the highest ballot promised or accepted
/// @param accepted accepted or learned values from `begin` on; a learned value has [Ballot#NONE]
/// @param chosen everything up to here is known chosen, at least `begin - 1`
/// @param grantedUntil the store's horizon: what this replica may have granted before the crash
/// @param voteless true if something was lost and this replica must not vote (P6)
public record ReplicaImage(
        GroupId group,
        ReplicaId replica,
        Slot begin,
        Configuration base,
        Ballot promised,
        NavigableMap<Slot, AcceptedEntry> accepted,
        Slot chosen,
        Timestamp grantedUntil,
        boolean voteless) {

    /// The same as records, enough to stand for everything recorded before.
    public List<HardRecord> records() {
        List<HardRecord> records = new ArrayList<>();
        records.add(new HardRecord.Began(group, replica, begin, base));
        if (voteless) {
            records.add(new HardRecord.Forgot(group, replica));
        }
        if (!promised.isNone()) {
            records.add(new HardRecord.Promised(group, promised));
        }
        for (AcceptedEntry entry : accepted.values()) {
            records.add(entry.recordOf(group));
        }
        records.add(new HardRecord.ChosenMark(group, chosen));
        return records;
    }

    /// A replica that has just been created and never promised anything.
    public static ReplicaImage fresh(HardRecord.Began began) {
        return new ReplicaImage(
                began.group(),
                began.replica(),
                began.begin(),
                began.configuration(),
                Ballot.NONE,
                new TreeMap<>(),
                began.begin().previous(),
                Timestamp.MIN,
                false);
    }
}
