package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import java.util.Optional;

/// Phase 1: collects promises for all slots from the first unchosen one on. It wins when a quorum
/// of the configuration of that slot has promised and every lease that they reported is surely
/// past.
final class Preparing implements Role {
    private final Replica replica;
    private final Promises promises;
    private long repeatAtNanos;
    private final long giveUpAtNanos;

    private Preparing(Replica replica, Promises promises) {
        this.replica = replica;
        this.promises = promises;
        this.giveUpAtNanos = replica.core.uptime() + replica.core.settings.leaseNanos();
    }

    /// Follows the leader that resigned in favour of this replica, and takes what it left.
    static Role succeed(Replica replica, Message.Resigned resigned) {
        if (!resigned.estate().isEmpty()) {
            replica.core.request(
                    new Effects.Request.Inherit(
                            resigned.resignation().ballot(), resigned.estate()));
        }
        return begin(replica);
    }

    static Role begin(Replica replica) {
        Ballot ballot = replica.core.highestSeen().nextFor(replica.core.self);
        replica.core.saw(ballot);
        Preparing role = new Preparing(replica, new Promises(replica, ballot));
        role.promises.askAll();
        role.repeatAtNanos = role.nextRepeat();
        return role;
    }

    private long nextRepeat() {
        return replica.core.uptime() + replica.core.settings.retransmit().toNanos();
    }

    @Override
    public Optional<ReplicaId> leader() {
        return Optional.empty();
    }

    @Override
    public Role onPromise(Member from, Message.Promise promise) {
        Configuration before = replica.log.current();
        promises.add(from, promise);
        if (!replica.log.current().equals(before)) {
            promises.askMissing();
        }
        return proceed();
    }

    private Role proceed() {
        boolean won = promises.hasQuorum() && promises.leasesArePast() && replica.core.clockIsFit();
        return won ? Leading.begin(replica, promises) : this;
    }

    @Override
    public Role onBehind(Member from, Message.Behind behind) {
        replica.catchUp.want(from, behind.chosen());
        return behind.ballot().equals(promises.ballot())
                        && replica.log.firstUnchosen().isBelow(behind.begin())
                ? retreat()
                : this;
    }

    @Override
    public Role onRefused(Member from, Message.Refused refused) {
        replica.core.saw(refused.promised());
        boolean outbid = refused.promised().isAbove(promises.ballot());
        return outbid && refused.ballot().equals(promises.ballot()) ? retreat() : this;
    }

    private Role retreat() {
        return new Following(replica, Optional.empty(), replica.core.jitter());
    }

    /// Whoever is there only now was asked too early.
    @Override
    public Role onWake(Member from) {
        promises.askAgain(from);
        return this;
    }

    @Override
    public Role onPoke() {
        return this;
    }

    @Override
    public Role tick() {
        if (replica.core.uptime() >= giveUpAtNanos || !replica.mayStand()) {
            return retreat();
        }
        if (replica.core.uptime() >= repeatAtNanos) {
            promises.askMissing();
            repeatAtNanos = nextRepeat();
        }
        return proceed();
    }

    @Override
    public long wakeAtNanos() {
        long next = Math.min(repeatAtNanos, giveUpAtNanos);
        if (promises.hasQuorum()) {
            next = Math.min(next, replica.core.uptime() + promises.nanosUntilLeasesArePast());
        }
        return next;
    }

    @Override
    public String toString() {
        return "preparing "
                + promises
                + " repeats at "
                + repeatAtNanos
                + " gives up at "
                + giveUpAtNanos;
    }
}
