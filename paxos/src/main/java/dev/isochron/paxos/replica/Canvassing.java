package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import java.util.Optional;
import java.util.TreeSet;

/// Asks whether a quorum would promise, before disturbing anyone with a real ballot (pre-vote).
final class Canvassing implements Role {
    private final Replica replica;
    private final Ballot ballot;
    private final Optional<ReplicaId> lastLeader;
    private final TreeSet<ReplicaId> willing = new TreeSet<>();
    private final long giveUpAtNanos;

    private Canvassing(Replica replica, Ballot ballot, Optional<ReplicaId> lastLeader) {
        this.replica = replica;
        this.ballot = ballot;
        this.lastLeader = lastLeader;
        this.giveUpAtNanos =
                replica.core.uptime() + 2 * replica.core.settings.retransmit().toNanos();
    }

    static Role begin(Replica replica, Optional<ReplicaId> lastLeader) {
        Ballot ballot = replica.core.highestSeen().nextFor(replica.core.self);
        Canvassing role = new Canvassing(replica, ballot, lastLeader);
        role.willing.add(replica.core.self);
        replica.core.sendToOthers(
                replica.log.current(), new Message.Canvass(ballot, replica.log.chosen()));
        return role.proceed();
    }

    @Override
    public Optional<ReplicaId> leader() {
        return Optional.empty();
    }

    @Override
    public Role onCanvassReply(Member from, Message.CanvassReply reply) {
        replica.core.saw(reply.promised());
        if (!reply.ballot().equals(ballot)) {
            return this;
        }
        if (reply.chosen().isAbove(replica.log.chosen())) {
            replica.catchUp.want(from, reply.chosen());
        }
        if (reply.willing()) {
            willing.add(from.replica());
        }
        return proceed();
    }

    private Role proceed() {
        return replica.core.quorum(replica.log.current(), willing::contains)
                ? Preparing.begin(replica)
                : this;
    }

    @Override
    public Role onBehind(Member from, Message.Behind behind) {
        replica.catchUp.want(from, behind.chosen());
        return this;
    }

    @Override
    public Role onPoke() {
        return this;
    }

    @Override
    public Role tick() {
        return replica.core.uptime() < giveUpAtNanos
                ? this
                : new Following(replica, lastLeader, replica.core.jitter());
    }

    @Override
    public long wakeAtNanos() {
        return giveUpAtNanos;
    }

    @Override
    public String toString() {
        return "canvassing for " + ballot + " willing " + willing + " gives up at " + giveUpAtNanos;
    }
}
