package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;
import java.util.OptionalLong;

/// Owns a ballot that a quorum promised. First it closes what phase 1 found: values reported are
/// proposed again, holes become no-ops. When all of that is chosen the ballot is *established*:
/// only then are leases asked for, timestamps given and new values proposed.
final class Leading implements Role {
    private final Replica replica;
    private final Core core;
    private final ReplicaLog log;
    private final Promises promises;
    private final Peers peers;
    private final LeaderLease lease;
    private final Pipeline pipeline;
    private final MemberChanges changes;
    private final Healer healer;
    private boolean established;
    private boolean quiet;
    private long nextBeatAtNanos;
    private long repeatAtNanos;
    private long lastWorkNanos;
    private long mayRiseAtNanos;

    /// Since when the others have had a chance to answer.
    private long listeningSinceNanos;

    /// Replicas from this id on were ordered by this leader in this ballot.
    private long firstBornHere = Long.MAX_VALUE;

    private Leading(Replica replica, Promises promises) {
        this.replica = replica;
        this.core = replica.core;
        this.log = replica.log;
        this.promises = promises;
        this.peers = new Peers(core);
        this.lease = new LeaderLease(core, promises, peers);
        this.pipeline = new Pipeline(replica, promises.ballot(), this::beat);
        this.changes = new MemberChanges(replica, peers);
        this.healer = new Healer(replica, peers, changes);
    }

    static Role begin(Replica replica, Promises promises) {
        Leading role = new Leading(replica, promises);
        role.lastWorkNanos = role.core.uptime();
        role.listeningSinceNanos = role.core.uptime();
        role.mayRiseAtNanos = role.core.uptime() + role.core.settings.leaseNanos();
        role.repeatAtNanos = role.core.uptime() + role.core.settings.retransmit().toNanos();
        role.pump();
        return role;
    }

    Ballot ballot() {
        return promises.ballot();
    }

    boolean isEstablished() {
        return established;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean holdsLease() {
        return established && lease.isHeld();
    }

    Timestamp leaseEnd() {
        return lease.end();
    }

    Timestamp lastGiven() {
        return lease.lastGiven();
    }

    Optional<Timestamp> give() {
        return established ? lease.give() : Optional.empty();
    }

    @Override
    public Optional<ReplicaId> leader() {
        return Optional.of(core.self);
    }

    // -- proposing ---------------------------------------------------------------------------

    void propose() {
        lastWorkNanos = core.uptime();
        wakeUp();
        pump();
    }

    void change(long token, Input.MemberChange change) {
        if (!established) {
            core.reply(token, new Effects.Fate.NotLeader(Optional.empty()));
            return;
        }
        propose();
        changes.request(OptionalLong.of(token), change);
        pump();
    }

    /// Proposes all that may be proposed now, in slot order.
    private void pump() {
        boolean before = established;
        pipeline.skipChosen();
        while (proposeNext()) {
            // one slot each
        }
        pipeline.flush();
        if (established && !before) {
            beatNow();
        }
    }

    private boolean proposeNext() {
        if (pipeline.isReconfiguring() || pipeline.isFull() || !mayProposeInCurrent()) {
            return false;
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
        if (!established && !log.chosen().isBelow(promises.foundEnd())) {
            established = true;
            firstBornHere = log.current().nextReplica();
            promises.forgetBelow(log.firstUnchosen());
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

    // -- answers -----------------------------------------------------------------------------

    @Override
    public Role onAccepted(Member from, Message.Accepted accepted) {
        if (!accepted.ballot().equals(ballot())) {
            return this;
        }
        heard(from, accepted.pulse());
        if (pipeline.accepted(from.replica(), accepted.first(), accepted.count())) {
            return afterChosen();
        }
        return this;
    }

    /// Slots were chosen: configurations among them take effect, and what waited may go on.
    Role afterChosen() {
        long notice = core.settings.heartbeat().toNanos() / CHOSEN_NOTICE_FRACTION;
        nextBeatAtNanos = Math.min(nextBeatAtNanos, core.uptime() + notice);
        Configuration now = log.current();
        changes.chosen(log.currentSince(), now);
        if (now.isJoint()) {
            changes.finishJoint();
        }
        if (!now.contains(core.self)) {
            return stepDown(Optional.empty());
        }
        if (now.isJoint() && !votesAfter(now)) {
            return resign(liveVoter(now), Timestamp.MIN);
        }
        if (!promises.hasQuorum()) {
            promises.askMissing();
        }
        pump();
        return this;
    }

    /// Followers hear of chosen slots with the next accept, or after this part of a heartbeat.
    private static final int CHOSEN_NOTICE_FRACTION = 8;

    private boolean votesAfter(Configuration joint) {
        return joint.voters().stream().anyMatch(m -> m.replica().equals(core.self));
    }

    private Optional<ReplicaId> liveVoter(Configuration configuration) {
        return configuration.voters().stream()
                .map(Member::replica)
                .filter(r -> !r.equals(core.self) && peers.isLive(r))
                .findFirst();
    }

    @Override
    public Role onHeartbeatReply(Member from, Message.HeartbeatReply reply) {
        if (reply.ballot().equals(ballot())) {
            heard(from, reply.pulse());
            pump();
        }
        return this;
    }

    private void heard(Member from, Pulse pulse) {
        peers.heard(from.replica(), pulse);
        countLease();
    }

    private void countLease() {
        if (established) {
            lease.count(
                    log.current(), pipeline.isReconfiguring() ? changes.next() : Optional.empty());
        }
    }

    @Override
    public Role onPromise(Member from, Message.Promise promise) {
        Slot before = log.chosen();
        peers.peer(from.replica()).heardAtNanos = core.uptime();
        promises.add(from, promise);
        if (log.chosen().isAbove(before)) {
            return afterChosen();
        }
        pump();
        return this;
    }

    @Override
    public Role onBehind(Member from, Message.Behind behind) {
        // A member that joined later has learned more than this ballot knew when it asked.
        replica.catchUp.want(from, behind.chosen());
        return this;
    }

    /// Somebody promised a higher ballot and can accept nothing here. One that is alone with it is
    /// brought back by rising above it, at the price of a round trip; not too often (attack 31).
    @Override
    public Role onRefused(Member from, Message.Refused refused) {
        core.saw(refused.promised());
        boolean outbid = refused.ballot().equals(ballot()) && refused.promised().isAbove(ballot());
        if (!outbid || core.uptime() < mayRiseAtNanos || changes.isUnderWay()) {
            return this;
        }
        return rise();
    }

    /// Takes a higher ballot oneself: the lease is resigned to nobody else, so nothing is waited
    /// for.
    private Role rise() {
        replica.acceptor.show(new Resignation(ballot(), lease.floor()));
        return Preparing.begin(replica);
    }

    @Override
    public Role onUnknown(Member from) {
        if (!isUnborn(from.replica())) {
            peers.peer(from.replica()).lost = true;
        }
        return this;
    }

    // -- giving up ---------------------------------------------------------------------------

    /// Gives the lease up for good: whoever follows stays above everything given here.
    Role resign(Optional<ReplicaId> successor, Timestamp published) {
        Timestamp floor = Timestamp.max(lease.floor(), published);
        Resignation resignation = new Resignation(ballot(), floor);
        replica.acceptor.show(resignation);
        core.sendToOthers(log.current(), new Message.Resigned(resignation, successor));
        return stepDown(successor);
    }

    boolean maySucceed(ReplicaId successor) {
        return established
                && !successor.equals(core.self)
                && log.current().votes(successor)
                && peers.isLive(successor)
                && changes.lag(successor) <= core.settings.window();
    }

    Role stepDown(Optional<ReplicaId> leader) {
        changes.abandon();
        return new Following(replica, leader, core.settings.retransmit().toNanos());
    }

    // -- time --------------------------------------------------------------------------------

    @Override
    public Role onPoke() {
        lastWorkNanos = core.uptime();
        wakeUp();
        if (!lease.isHeld()) {
            beatNow();
        }
        return this;
    }

    private void wakeUp() {
        if (quiet) {
            quiet = false;
            listeningSinceNanos = core.uptime();
            beatNow();
        }
    }

    @Override
    public Role tick() {
        if (!core.clockIsFit()) {
            return resign(liveVoter(log.current()), Timestamp.MIN);
        }
        if (quiet) {
            return this;
        }
        if (isDeaf()) {
            return stepDown(Optional.empty());
        }
        if (core.uptime() >= repeatAtNanos) {
            repeatAtNanos = core.uptime() + core.settings.retransmit().toNanos();
            pipeline.repeat();
            promises.askMissing();
        }
        if (core.uptime() >= nextBeatAtNanos) {
            beatNow();
            if (established) {
                healer.look();
            }
        }
        pump();
        fallQuietIfIdle();
        return this;
    }

    /// True if no quorum has answered for a lease length. Such a leader must fall silent: where
    /// only its own words get through, its requests keep everyone's grants alive and it can use
    /// none of them (attack 30).
    private boolean isDeaf() {
        return core.uptime() - listeningSinceNanos > core.settings.leaseNanos()
                && !log.current().isQuorum(peers::isLive);
    }

    private void beatNow() {
        nextBeatAtNanos = core.uptime() + core.settings.heartbeat().toNanos();
        Message.Heartbeat heartbeat = new Message.Heartbeat(ballot(), beat());
        for (Member member : log.current().everyone()) {
            if (member.replica().equals(core.self)) {
                replica.acceptor.onHeartbeat(member, heartbeat);
            } else {
                core.send(member, greeting(member, heartbeat));
            }
        }
    }

    /// A learner that this leader ordered and that never answered may not exist yet. One that an
    /// earlier leader ordered may have existed and be lost: it is never made again under its id
    /// (P6).
    private Message greeting(Member member, Message.Heartbeat heartbeat) {
        return isUnborn(member.replica()) ? new Message.Welcome(log.current()) : heartbeat;
    }

    /// Tells a candidate that there is a leader.
    void greet(Member candidate) {
        core.send(candidate, greeting(candidate, new Message.Heartbeat(ballot(), beat())));
    }

    /// The first slot that a live replica may still have to fetch.
    Slot keepFrom() {
        return peers.keepFrom(log.current(), log.chosen());
    }

    private boolean isUnborn(ReplicaId replica) {
        return !log.current().votes(replica)
                && replica.value() >= firstBornHere
                && !peers.everHeard(replica);
    }

    private Beat beat() {
        long reach = core.settings.leaseNanos();
        Timestamp ask =
                established ? core.moment().now().earliest().plusNanos(reach) : Timestamp.MIN;
        return new Beat(log.chosen(), ask, peers.keepFrom(log.current(), log.chosen()));
    }

    /// Quiet only when everybody alive has everything: nobody may need this leader to notice it.
    private void fallQuietIfIdle() {
        boolean idle =
                established
                        && core.uptime() - lastWorkNanos > core.settings.quietAfter().toNanos()
                        && pipeline.isEmpty()
                        && !replica.proposals.hasWaiting()
                        && !changes.isUnderWay()
                        && everyoneAliveHasEverything();
        if (idle) {
            quiet = true;
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
        return quiet ? Long.MAX_VALUE : Math.min(nextBeatAtNanos, repeatAtNanos);
    }

    @Override
    public String toString() {
        return "leading "
                + ballot()
                + (established ? " established " : " ")
                + (quiet ? "quiet " : "")
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
