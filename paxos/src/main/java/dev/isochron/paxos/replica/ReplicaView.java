package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// What can be seen of a replica from outside, for status pages and judges.
///
/// @param role `following`, `canvassing`, `preparing`, `leading` or `removed`
/// @param ballot the promised ballot; a leader's own
/// @param serving a leader that is established and holds its lease at the moment asked about
/// @param leaseEnd the end of a leader's lease as counted so far, else [Timestamp#MIN]
/// @param lastGiven the last timestamp that a leader gave in its ballot, else [Timestamp#MIN]
/// @param applied handed to the state machine up to here
public record ReplicaView(
        ReplicaId self,
        String role,
        Ballot ballot,
        boolean established,
        boolean serving,
        boolean quiet,
        boolean voteless,
        Timestamp leaseEnd,
        Timestamp lastGiven,
        Optional<ReplicaId> leader,
        Slot begin,
        Slot chosen,
        Slot applied,
        long retainedBytes,
        Configuration configuration) {}
