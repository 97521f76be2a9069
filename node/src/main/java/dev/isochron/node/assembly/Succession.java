package dev.isochron.node.assembly;

import dev.isochron.node.host.Journal;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.ReplicaView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Hands over what a node leads: all of it when the node stops, and also when its disk is full,
/// since whoever leads then can write nothing while others may have room.
final class Succession {

    /// A disk is full for so long before others are asked to lead: room may come back at once.
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /// They may have no room either, and hand over in turn: no more often than this.
    private static final long PAUSE_NANOS = 30_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final NodeId self;
    private final Journal journal;
    private final Residents residents;
    private long fullSinceNanos = NEVER;
    private long handedOverNanos = NEVER;

    Succession(NodeId self, Journal journal, Residents residents) {
        this.self = self;
        this.journal = journal;
        this.residents = residents;
    }

    /// To be called about once a second.
    void look(long uptimeNanos) {
        if (!journal.pressure().diskFull() && !residents.isStoreFull()) {
            fullSinceNanos = NEVER;
            return;
        }
        fullSinceNanos = fullSinceNanos == NEVER ? uptimeNanos : fullSinceNanos;
        boolean isRested = handedOverNanos == NEVER || uptimeNanos - handedOverNanos >= PAUSE_NANOS;
        if (isRested && uptimeNanos - fullSinceNanos >= PATIENCE_NANOS && handOver()) {
            handedOverNanos = uptimeNanos;
        }
    }

    /// Resigns from whatever this node leads, in favour of replicas that are alive.
    ///
    /// @return whether there was anything
    boolean handOver() {
        boolean any = false;
        for (Resident resident : List.copyOf(residents.all())) {
            any |= handOver(resident);
        }
        return any;
    }

    private boolean handOver(Resident resident) {
        ReplicaView view = resident.host().view();
        if (!view.established()) {
            return false;
        }
        for (Member voter : inTurn(view)) {
            resident.host().transfer(voter.replica());
            if (!resident.host().view().established()) {
                return true;
            }
        }
        return false;
    }

    /// The voters on the nodes behind this one first: whoever hands on what was handed to it asks
    /// all of them in the end.
    private List<Member> inTurn(ReplicaView view) {
        List<Member> voters = new ArrayList<>(view.configuration().voters());
        voters.sort(
                Comparator.comparing((Member voter) -> voter.node().compareTo(self) <= 0)
                        .thenComparing(Member::node));
        return voters;
    }
}
