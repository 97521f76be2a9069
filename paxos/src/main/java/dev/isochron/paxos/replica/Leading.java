package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Owns a ballot that a quorum promised. Its [Proposer] first closes what phase 1 found. When all
/// of that is chosen the ballot is *established*: only then are leases asked for, timestamps given
/// and new values proposed.
final class Leading implements Role {
    private final Replica replica;
    private final Core core;
    private final ReplicaLog log;
    private final Promises promises;
    private final Peers peers;
    private final LeaderLease lease;
    private final Heartbeats beats;
    private final MemberChanges changes;
    private final Proposer proposer;
    private final Pipeline pipeline;
    private final Healer healer;
    private final Wakefulness wakefulness;
    private final Succession succession;
    private long repeatAtNanos;
    private long mayRiseAtNanos;
    private long patientUntilNanos;

    private Leading(Replica replica, Promises promises) {
        this.replica = replica;
        this.core = replica.core;
        this.log = replica.log;
        this.promises = promises;
        this.peers = new Peers(core);
        this.lease = new LeaderLease(core, promises, peers);
        this.beats = new Heartbeats(replica, peers, promises.ballot());
        this.changes = new MemberChanges(replica, peers);
        this.proposer = new Proposer(replica, promises, lease, beats, changes);
        this.pipeline = proposer.pipeline();
        this.healer = new Healer(replica, peers, changes);
        this.wakefulness = new Wakefulness(core, peers);
        this.succession = new Succession(replica, promises.ballot(), peers, lease, changes);
    }

    static Role begin(Replica replica, Promises promises) {
        Leading role = new Leading(replica, promises);
        role.mayRiseAtNanos = role.core.uptime() + role.core.settings.leaseNanos();
        role.patientUntilNanos = role.mayRiseAtNanos;
        role.repeatAtNanos = role.core.uptime() + role.core.settings.retransmit().toNanos();
        role.proposer.pump();
        return role;
    }

    Ballot ballot() {
        return promises.ballot();
    }

    boolean isEstablished() {
        return proposer.isEstablished();
    }

    boolean isQuiet() {
        return wakefulness.isQuiet();
    }

    boolean holdsLease() {
        return isEstablished() && lease.isHeld();
    }

    Timestamp leaseEnd() {
        return lease.end();
    }

    Timestamp lastGiven() {
        return lease.lastGiven();
    }

    Optional<Timestamp> give() {
        return isEstablished() ? lease.give() : Optional.empty();
    }

    boolean publish(Timestamp t) {
        return isEstablished() && lease.publish(t);
    }

    boolean vouch(Timestamp t) {
        return isEstablished() && lease.vouch(t);
    }

    @Override
    public Optional<ReplicaId> leader() {
        return Optional.of(core.self);
    }

    // -- proposing ---------------------------------------------------------------------------

    void propose() {
        wakefulness.work();
        wakeUp();
        proposer.pump();
    }

    /// Learners that may vote.
    List<ReplicaId> ready() {
        return replica.log.current().learners().stream()
                .map(Member::replica)
                .filter(healer::isReady)
                .toList();
    }

    void change(long token, Input.MemberChange change) {
        if (!isEstablished()) {
            core.reply(token, new Effects.Fate.NotLeader(Optional.empty()));
            return;
        }
        propose();
        changes.request(OptionalLong.of(token), change);
        proposer.pump();
    }

    // -- answers -----------------------------------------------------------------------------

    @Override
    public Role onAccepted(Member from, Message.Accepted accepted) {
        if (!accepted.ballot().equals(ballot())) {
            return this;
        }
        heard(from, accepted.pulse());
        Slot before = log.chosen();
        boolean some = pipeline.accepted(from.replica(), accepted.first(), accepted.count());
        if (some && log.chosen().equals(before)) {
            proposer.pump(); // There is room in the window, although a slot before it is still
            // open.
        }
        return this;
    }

    /// Slots were chosen, as the end of a step finds: configurations among them take effect, and
    /// what waited may go on.
    Role afterChosen() {
        beats.hurry();
        Configuration now = log.current();
        changes.chosen(log.currentSince(), now);
        if (now.isJoint()) {
            changes.finishJoint();
        }
        if (!now.contains(core.self)) {
            return stepDown(Optional.empty());
        }
        if (succession.isLeaving()) {
            return resign(succession.liveVoter(), Timestamp.MIN);
        }
        if (!promises.hasQuorum()) {
            promises.askMissing();
        }
        proposer.pump();
        return this;
    }

    @Override
    public Role onHeartbeatReply(Member from, Message.HeartbeatReply reply) {
        if (reply.ballot().equals(ballot())) {
            heard(from, reply.pulse());
            proposer.pump();
        }
        return this;
    }

    private void heard(Member from, Pulse pulse) {
        if (log.current().contains(from.replica())) {
            peers.heard(from.replica(), pulse);
            countLease();
        }
    }

    private void countLease() {
        if (isEstablished()) {
            lease.count(
                    log.current(), pipeline.isReconfiguring() ? changes.next() : Optional.empty());
        }
    }

    @Override
    public Role onPromise(Member from, Message.Promise promise) {
        Slot before = log.chosen();
        if (log.current().contains(from.replica())) {
            peers.peer(from.replica()).heardAtNanos = core.uptime();
        }
        promises.add(from, promise);
        if (log.chosen().isAbove(before)) {
            return afterChosen();
        }
        proposer.pump();
        return this;
    }

    @Override
    public Role onBehind(Member from, Message.Behind behind) {
        // A member that joined later has learned more than this ballot knew when it asked.
        replica.catchUp.want(from, behind.chosen());
        return this;
    }

    /// Somebody promised a higher ballot and can accept nothing here. One that is alone with it is
    /// brought back by rising above it, at the price of a round trip; not too often (attack 31). A
    /// leader without a lease is more likely the one that was left behind.
    @Override
    public Role onRefused(Member from, Message.Refused refused) {
        core.saw(refused.promised());
        boolean outbid = refused.ballot().equals(ballot()) && refused.promised().isAbove(ballot());
        if (!outbid || core.uptime() < mayRiseAtNanos || changes.isUnderWay()) {
            return this;
        }
        return lease.isHeld() ? succession.rise() : stepDown(Optional.empty());
    }

    @Override
    public Role onUnknown(Member from) {
        if (log.current().contains(from.replica())
                && !beats.isUnborn(from.replica())
                && !mayBeLate(from.replica())) {
            peers.peer(from.replica()).lost = true;
        }
        return this;
    }

    /// A group that a split made begins behind slot 1. A voter of it may not have come as far as
    /// that in the log that was split.
    private boolean mayBeLate(ReplicaId voter) {
        return log.currentSince().equals(Slot.FIRST)
                && !peers.everHeard(voter)
                && core.uptime() < patientUntilNanos;
    }

    // -- giving up ---------------------------------------------------------------------------

    /// Gives the lease up for good: whoever follows stays above everything given here.
    Role resign(Optional<ReplicaId> successor, Timestamp published) {
        succession.resign(successor, published, Estate.NONE);
        return stepDown(successor);
    }

    /// The same, as its host wants it, in favour of one that may succeed.
    Role handOver(Input.Transfer transfer) {
        Optional<ReplicaId> successor = Optional.of(transfer.successor());
        succession.resign(successor, transfer.floor(), transfer.estate());
        return stepDown(successor);
    }

    boolean maySucceed(ReplicaId successor) {
        return isEstablished() && succession.maySucceed(successor);
    }

    Role stepDown(Optional<ReplicaId> leader) {
        changes.abandon();
        return new Following(replica, leader, core.settings.retransmit().toNanos());
    }

    // -- time --------------------------------------------------------------------------------

    @Override
    public Role onPoke() {
        wakefulness.work();
        if (wakefulness.isQuiet()) {
            wakeUp();
        } else if (!lease.isHeld()) {
            beats.beatAgain();
        }
        return this;
    }

    @Override
    public Role onWake(Member from) {
        return onPoke();
    }

    @Override
    public void announce() {
        beats.announce();
    }

    private void wakeUp() {
        if (wakefulness.wakeUp()) {
            beats.beatNow();
        }
    }

    @Override
    public Role tick() {
        if (!core.clockIsFit()) {
            return resign(succession.liveVoter(), Timestamp.MIN);
        }
        if (wakefulness.isQuiet()) {
            return this;
        }
        if (wakefulness.isDeaf(log.current())) {
            return stepDown(Optional.empty());
        }
        if (succession.isLeaving() && succession.liveVoter().isPresent()) {
            return resign(succession.liveVoter(), Timestamp.MIN);
        }
        if (core.uptime() >= repeatAtNanos) {
            repeatAtNanos = core.uptime() + core.settings.retransmit().toNanos();
            pipeline.repeat();
            promises.askMissing();
        }
        if (beats.isDue()) {
            beats.beatNow();
            if (isEstablished()) {
                healer.look();
            }
        }
        proposer.pump();
        fallQuietIfIdle();
        return this;
    }

    /// Tells a candidate that there is a leader.
    void greet(Member candidate) {
        beats.greet(candidate);
    }

    /// The first slot that a live replica may still have to fetch.
    Slot keepFrom() {
        return peers.keepFrom(log.current(), log.chosen());
    }

    /// Quiet only when everybody alive has everything: nobody may need this leader to notice it.
    private void fallQuietIfIdle() {
        boolean idle =
                isEstablished()
                        && wakefulness.isIdle()
                        && pipeline.isEmpty()
                        && !replica.proposals.hasWaiting()
                        && !changes.isUnderWay()
                        && everyoneAliveHasEverything();
        if (idle) {
            wakefulness.fallQuiet();
            core.sendToOthers(log.current(), new Message.Quiesce(ballot(), log.chosen()));
        }
    }

    private boolean everyoneAliveHasEverything() {
        for (Member member : log.current().everyone()) {
            ReplicaId id = member.replica();
            if (peers.peer(id).lost || (peers.isLive(id) && changes.lag(id) > 0)) {
                return false;
            }
        }
        return log.current().isQuorum(peers::isLive);
    }

    @Override
    public long wakeAtNanos() {
        return wakefulness.isQuiet()
                ? Long.MAX_VALUE
                : Math.min(beats.nextAtNanos(), repeatAtNanos);
    }

    @Override
    public String toString() {
        return "leading "
                + ballot()
                + (isEstablished() ? " established " : " ")
                + wakefulness
                + " "
                + beats
                + " repeats at "
                + repeatAtNanos
                + " may rise at "
                + mayRiseAtNanos
                + " "
                + lease
                + " pipeline "
                + pipeline
                + " peers "
                + peers
                + changes
                + " "
                + promises;
    }
}
