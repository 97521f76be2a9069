package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Entry;
import java.util.Optional;

/// Phase 2 of a ballot. First it closes what phase 1 found: values reported are proposed again,
/// holes become no-ops. When all of that is chosen the ballot is *established*: only then new
/// values and changes of members are proposed.
final class Proposer {
    private final Replica replica;
    private final ReplicaLog log;
    private final Promises promises;
    private final LeaderLease lease;
    private final Heartbeats beats;
    private final Pipeline pipeline;
    private final MemberChanges changes;
    private boolean established;

    Proposer(
            Replica replica,
            Promises promises,
            LeaderLease lease,
            Heartbeats beats,
            MemberChanges changes) {
        this.replica = replica;
        this.log = replica.log;
        this.promises = promises;
        this.lease = lease;
        this.beats = beats;
        this.pipeline = new Pipeline(replica, promises.ballot(), beats);
        this.changes = changes;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    boolean isEstablished() {
        return established;
    }

    /// Proposes all that may be proposed now, in slot order.
    void pump() {
        boolean before = established;
        pipeline.skipChosen();
        promises.forgetBelow(log.firstUnchosen());
        while (proposeNext()) {
            // one slot each
        }
        pipeline.flush();
        if (established && !before) {
            beats.beatNow();
        }
    }

    private boolean proposeNext() {
        if (pipeline.isReconfiguring() || pipeline.isFull() || !mayProposeInCurrent()) {
            return false;
        }
        Optional<Entry> known = log.learned(pipeline.nextSlot());
        if (known.isPresent()) {
            pipeline.propose(known.get());
            return true;
        }
        if (!pipeline.nextSlot().isAbove(promises.foundEnd())) {
            pipeline.propose(promises.toPropose(pipeline.nextSlot()));
            return true;
        }
        if (!establish()) {
            return false;
        }
        if (changes.next().isPresent()) {
            return proposeChange();
        }
        if (!replica.proposals.hasWaiting()) {
            return false;
        }
        pipeline.propose(replica.proposals.place(pipeline.nextSlot()));
        return true;
    }

    /// P5: the slots that may be proposed next are governed by the current configuration, and a
    /// quorum of it has promised.
    private boolean mayProposeInCurrent() {
        return promises.hasQuorum();
    }

    private boolean establish() {
        boolean closable = !log.chosen().isBelow(promises.foundEnd()) && promises.leasesArePast();
        if (!established && closable) {
            established = true;
            beats.establish();
            promises.close();
            changes.finishJoint();
        }
        return established;
    }

    /// A change of members waits until nothing is in flight and its quorum's grants reach far
    /// enough.
    private boolean proposeChange() {
        if (!pipeline.isEmpty() || !changes.mayPropose(lease.end())) {
            return false;
        }
        pipeline.propose(changes.entry());
        return true;
    }
}
