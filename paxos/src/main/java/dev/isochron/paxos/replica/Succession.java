package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// How a leader gives its ballot up: for good, and with a floor that whoever follows stays above.
final class Succession {
    private final Replica replica;
    private final Core core;
    private final Ballot ballot;
    private final Peers peers;
    private final LeaderLease lease;
    private final MemberChanges changes;

    Succession(
            Replica replica, Ballot ballot, Peers peers, LeaderLease lease, MemberChanges changes) {
        this.replica = replica;
        this.core = replica.core;
        this.ballot = ballot;
        this.peers = peers;
        this.lease = lease;
        this.changes = changes;
    }

    /// Tells everyone that this ballot is over.
    ///
    /// @param published the highest timestamp that the host itself published beyond those given
    /// @param estate what the successor is left
    void resign(Optional<ReplicaId> successor, Timestamp published, Estate estate) {
        Timestamp floor = Timestamp.max(lease.floor(), published);
        Resignation resignation = new Resignation(ballot, floor);
        replica.acceptor.show(resignation);
        for (Member member : replica.log.current().everyone()) {
            if (!member.replica().equals(core.self)) {
                boolean isHeir = successor.filter(member.replica()::equals).isPresent();
                Estate left = isHeir ? estate : Estate.NONE;
                core.send(member, new Message.Resigned(resignation, successor, left));
            }
        }
    }

    /// Ends this ballot in favour of a higher one of the same replica: the lease is resigned to
    /// nobody else, so nothing is waited for.
    Role rise() {
        replica.acceptor.show(new Resignation(ballot, lease.floor()));
        return Preparing.begin(replica);
    }

    boolean maySucceed(ReplicaId successor) {
        return !successor.equals(core.self)
                && replica.log.current().votes(successor)
                && peers.isLive(successor)
                && changes.lag(successor) <= core.settings.window();
    }

    /// A change of voters that leaves this replica out is finished by one that stays.
    boolean isLeaving() {
        Configuration now = replica.log.current();
        return now.isJoint() && now.voters().stream().noneMatch(m -> m.replica().equals(core.self));
    }

    /// Another voter that is alive, if there is one.
    Optional<ReplicaId> liveVoter() {
        return replica.log.current().voters().stream()
                .map(Member::replica)
                .filter(r -> !r.equals(core.self) && peers.isLive(r))
                .findFirst();
    }
}
