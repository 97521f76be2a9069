package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import java.util.Optional;

/// Waits for a leader, and stands for election when what it granted is surely past. It goes by the
/// horizon it granted, not by heartbeats: one that arrives proves nothing about the others'.
final class Following implements Role {
    private static final long NOT_NOTICED = Long.MAX_VALUE;

    private final Replica replica;
    private final Optional<ReplicaId> leader;

    /// In a quiet group nobody stands until somebody wants something.
    private boolean quiet;

    /// Not before this, to let a named successor or a woken leader act first.
    private long patienceUntilNanos;

    /// The leader was asked to show itself and has not yet; asking again wins it no more patience.
    private boolean waking;

    /// One that may not stand, and heard no leader for a lease, asks around then.
    private long askAtNanos;

    /// When the jitter after noticing that the grant is past is over.
    private long standAtNanos = NOT_NOTICED;

    Following(Replica replica, Optional<ReplicaId> leader, long patienceNanos) {
        this.replica = replica;
        this.leader = leader;
        this.patienceUntilNanos = replica.core.uptime() + patienceNanos;
        this.askAtNanos = replica.core.uptime() + replica.core.settings.leaseNanos();
    }

    @Override
    public Optional<ReplicaId> leader() {
        return leader;
    }

    /// A leader whose grant is past is gone, unless it had no chance yet to be heard.
    @Override
    public Optional<ReplicaId> namedLeader() {
        boolean isAwaited = quiet || replica.core.uptime() < patienceUntilNanos;
        return isAwaited || !replica.acceptor.isFree() ? leader : Optional.empty();
    }

    /// One that is not to lead first says that it is there: the first question of whoever is may
    /// have come before it was.
    @Override
    public Role onBegin(ReplicaId first) {
        if (first.equals(replica.core.self)) {
            boolean stands = replica.mayStand() && replica.acceptor.isFree();
            return stands ? Preparing.begin(replica) : this;
        }
        replica.member(first).ifPresent(one -> replica.core.send(one, new Message.Wake()));
        long patience = 2 * replica.core.settings.retransmit().toNanos();
        return new Following(replica, Optional.of(first), patience);
    }

    boolean isQuiet() {
        return quiet;
    }

    void fallQuiet() {
        quiet = true;
        standAtNanos = NOT_NOTICED;
    }

    /// The leader was heard. A replica whose clock runs far ahead takes every grant for past at
    /// once: what it hears at least slows it down.
    void heard() {
        quiet = false;
        waking = false;
        standAtNanos = NOT_NOTICED;
        askAtNanos = replica.core.uptime() + replica.core.settings.leaseNanos();
        long patience = replica.core.uptime() + replica.core.settings.retransmit().toNanos();
        patienceUntilNanos = Math.max(patienceUntilNanos, patience);
    }

    @Override
    public Role onPoke() {
        quiet = false;
        if (!waking) {
            wakeLeader();
        }
        return this;
    }

    /// The presumed leader is not there any more: no reason to wait for it.
    @Override
    public Role onUnknown(Member from) {
        if (leader.filter(from.replica()::equals).isPresent()) {
            patienceUntilNanos = replica.core.uptime();
        }
        return this;
    }

    /// One that may not stand and knows no leader asks all it knows: if it was removed while it was
    /// away, each of them can tell it.
    private void wakeLeader() {
        Core core = replica.core;
        Optional<Member> known = leader.flatMap(replica::member);
        if (!replica.acceptor.isFree()) {
            return;
        }
        if (known.isPresent()) {
            waking = true;
            core.send(known.get(), new Message.Wake());
            patienceUntilNanos = core.uptime() + core.settings.retransmit().toNanos();
        } else if (!replica.mayStand()) {
            core.sendToOthers(replica.log.current(), new Message.Wake());
        }
    }

    @Override
    public Role tick() {
        Core core = replica.core;
        if (quiet || core.uptime() < patienceUntilNanos) {
            return this;
        }
        if (!replica.mayStand() || !replica.acceptor.isFree()) {
            standAtNanos = NOT_NOTICED;
            askAround();
            return this;
        }
        if (standAtNanos == NOT_NOTICED) {
            standAtNanos = core.uptime() + core.jitter();
        }
        return core.uptime() < standAtNanos ? this : Canvassing.begin(replica, leader);
    }

    /// A learner whose removal was chosen behind its back hears of it from nobody unless it asks:
    /// its state would stay in the way of others for ever.
    private void askAround() {
        Core core = replica.core;
        boolean lonely = !replica.mayStand() && replica.acceptor.isFree();
        if (lonely && core.clockIsFit() && core.uptime() >= askAtNanos) {
            askAtNanos = core.uptime() + core.settings.leaseNanos();
            core.sendToOthers(replica.log.current(), new Message.Wake());
        }
    }

    @Override
    public long wakeAtNanos() {
        if (quiet) {
            return Long.MAX_VALUE;
        }
        Core core = replica.core;
        if (standAtNanos != NOT_NOTICED) {
            return Math.max(standAtNanos, patienceUntilNanos);
        }
        long untilPast = replica.acceptor.nanosUntilFree();
        long pause = core.settings.retransmit().toNanos();
        boolean stuck = !core.clockIsFit() || untilPast > MAX_SLEEP_NANOS;
        long wait = stuck ? pause : untilPast;
        long wake = Math.max(core.uptime() + wait, patienceUntilNanos);
        return replica.mayStand() ? wake : Math.max(wake, askAtNanos);
    }

    /// A horizon further away than any lease is a clock that jumped: look again, do not oversleep.
    private static final long MAX_SLEEP_NANOS = 60_000_000_000L;

    @Override
    public String toString() {
        return "following "
                + leader.map(Object::toString).orElse("nobody")
                + (quiet ? " quiet" : "")
                + (waking ? " waking" : "")
                + " patient until "
                + patienceUntilNanos
                + (standAtNanos == NOT_NOTICED ? "" : " stands at " + standAtNanos);
    }
}
