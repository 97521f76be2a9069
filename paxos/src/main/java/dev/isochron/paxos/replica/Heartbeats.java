package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;

/// A leader's regular word to everyone: what is chosen, until when the lease is asked for. Learners
/// that do not exist yet are ordered with it.
final class Heartbeats {
    /// Followers hear of chosen slots with the next accept, or after this part of a heartbeat.
    private static final int CHOSEN_NOTICE_FRACTION = 8;

    /// Who asks for a notice gets it within this time; a leader that is asked all the time sends no
    /// more than that makes.
    private static final long NOTICE_GAP_NANOS = 1_000_000;

    private final Replica replica;
    private final Core core;
    private final Peers peers;
    private final Ballot ballot;
    private long lastNanos = Long.MIN_VALUE;
    private Slot lastChosen = new Slot(0);
    private long nextAtNanos;

    /// An established leader asks for leases.
    private boolean established;

    /// Replicas from this id on were ordered by this leader in this ballot.
    private long firstBornHere = Long.MAX_VALUE;

    Heartbeats(Replica replica, Peers peers, Ballot ballot) {
        this.replica = replica;
        this.core = replica.core;
        this.peers = peers;
        this.ballot = ballot;
    }

    void establish() {
        established = true;
        firstBornHere = replica.log.current().nextReplica();
    }

    long nextAtNanos() {
        return nextAtNanos;
    }

    boolean isDue() {
        return core.uptime() >= nextAtNanos;
    }

    /// Slots were chosen: the others should hear of it soon.
    void hurry() {
        long notice = core.settings.heartbeat().toNanos() / CHOSEN_NOTICE_FRACTION;
        nextAtNanos = Math.min(nextAtNanos, core.uptime() + notice);
    }

    /// Somebody waits for what is chosen: the others hear of it at once, unless it was in the last
    /// word already, or that was sent just now.
    void announce() {
        if (replica.log.chosen().equals(lastChosen)) {
            return;
        }
        boolean isJustSent =
                lastNanos != Long.MIN_VALUE && core.uptime() - lastNanos < NOTICE_GAP_NANOS;
        if (isJustSent) {
            nextAtNanos = Math.min(nextAtNanos, lastNanos + NOTICE_GAP_NANOS);
        } else {
            beatNow();
        }
    }

    /// At once, but not twice at one time.
    void beatAgain() {
        if (core.uptime() > lastNanos) {
            beatNow();
        }
    }

    void beatNow() {
        lastNanos = core.uptime();
        lastChosen = replica.log.chosen();
        nextAtNanos = core.uptime() + core.settings.heartbeat().toNanos();
        Message.Heartbeat heartbeat = new Message.Heartbeat(ballot, beat());
        for (Member member : replica.log.current().everyone()) {
            if (member.replica().equals(core.self)) {
                replica.acceptor.onHeartbeat(member, heartbeat);
            } else {
                core.send(member, greeting(member, heartbeat));
            }
        }
    }

    /// Tells a candidate that there is a leader.
    void greet(Member candidate) {
        core.send(candidate, greeting(candidate, new Message.Heartbeat(ballot, beat())));
    }

    private Message greeting(Member member, Message.Heartbeat heartbeat) {
        return isUnborn(member.replica()) ? new Message.Welcome(replica.log.current()) : heartbeat;
    }

    /// A learner that this leader ordered and that never answered may not exist yet. One that an
    /// earlier leader ordered may have existed and be lost: it is never made again under its id
    /// (P6).
    boolean isUnborn(ReplicaId id) {
        return !replica.log.current().votes(id)
                && id.value() >= firstBornHere
                && !peers.everHeard(id);
    }

    /// The word that goes to everybody with an entry.
    Beat beatOfAll() {
        lastChosen = replica.log.chosen();
        return beat();
    }

    Beat beat() {
        long reach = core.settings.leaseNanos();
        Timestamp ask =
                established ? core.moment().now().earliest().plusNanos(reach) : Timestamp.MIN;
        return new Beat(
                replica.log.chosen(),
                ask,
                peers.keepFrom(replica.log.current(), replica.log.chosen()));
    }

    @Override
    public String toString() {
        return "beat at "
                + lastNanos
                + " told "
                + lastChosen
                + " beats at "
                + nextAtNanos
                + " ordered from "
                + firstBornHere;
    }
}
