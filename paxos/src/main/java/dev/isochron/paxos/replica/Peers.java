package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.TreeMap;

/// What a leader knows of each replica, itself included.
final class Peers {
    private final Core core;
    private final TreeMap<ReplicaId, Peer> peers = new TreeMap<>();

    /// How one replica is doing, as far as it told this leader.
    static final class Peer {
        Slot held = Slot.ZERO;
        Timestamp granted = Timestamp.MIN;
        long heardAtNanos = Long.MIN_VALUE;

        /// It said that it forgot something, or its node knows nothing of it.
        boolean lost;
    }

    Peers(Core core) {
        this.core = core;
    }

    Peer peer(ReplicaId replica) {
        return peers.computeIfAbsent(replica, _ -> new Peer());
    }

    void heard(ReplicaId replica, Pulse pulse) {
        Peer peer = peer(replica);
        peer.held = Slot.max(peer.held, pulse.held());
        peer.granted = Timestamp.max(peer.granted, pulse.grantedUntil());
        peer.heardAtNanos = core.uptime();
        peer.lost = pulse.voteless();
    }

    boolean everHeard(ReplicaId replica) {
        return peer(replica).heardAtNanos != Long.MIN_VALUE;
    }

    /// Heard within the last lease length.
    boolean isLive(ReplicaId replica) {
        Peer peer = peer(replica);
        return replica.equals(core.self)
                || (peer.heardAtNanos != Long.MIN_VALUE
                        && core.uptime() - peer.heardAtNanos <= core.settings.leaseNanos());
    }

    /// The instant until which a quorum of `configuration` has granted the lease.
    Timestamp leaseOf(Configuration configuration) {
        return configuration.reachedByQuorum(r -> peer(r).granted, Timestamp::compareTo);
    }

    /// The first slot that a live replica may still have to fetch.
    Slot keepFrom(Configuration configuration, Slot chosen) {
        Slot keep = chosen.next();
        for (Member member : configuration.everyone()) {
            if (!member.replica().equals(core.self) && isLive(member.replica())) {
                keep = Slot.min(keep, peer(member.replica()).held.next());
            }
        }
        return keep;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        peers.forEach((replica, peer) ->
                text.append(replica)
                        .append(" held ")
                        .append(peer.held)
                        .append(" granted ")
                        .append(peer.granted)
                        .append(" heard ")
                        .append(peer.heardAtNanos)
                        .append(peer.lost ? " lost; " : "; "));
        return text.toString();
    }
}
