package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One replica of one group: Multi-Paxos with a stable leader, leases, catching up and changes of
/// members. See the package's door plate for how the parts fit together.
public final class PaxosReplica {
    private final Replica replica;
    private final Core core;
    private final ReplicaLog log;
    private final Retention retention;
    private Role role;
    private boolean removed;
    private Slot marked;

    /// What the state machine holds durably when a replica starts.
    ///
    /// @param applied everything up to here
    /// @param next the configuration that governs the slot after it
    /// @param whole false if a snapshot had begun to replace the state: only another one helps
    public record Covered(Slot applied, Configuration next, boolean whole) {

        /// A state as it should be.
        public Covered(Slot applied, Configuration next) {
            this(applied, next, true);
        }
    }

    /// A replica as it is after a start; `image` is what the durable log gave back.
    public PaxosReplica(
            ReplicaImage image,
            Covered covered,
            NodeId node,
            PaxosSettings settings,
            Environment environment) {
        core =
                new Core(
                        new Member(image.replica(), node),
                        image.group(),
                        settings,
                        environment.rules(),
                        environment.chance());
        core.begin(environment.start());
        log = new ReplicaLog(image, covered.applied(), covered.next());
        if (!covered.whole()) {
            log.loseState();
        }
        replica = new Replica(core, log, new Acceptor(core, log, image));
        role = new Following(replica, Optional.empty(), 0);
        marked = log.chosen();
        retention = new Retention(core, log, image.begin());
    }

    /// What a replica is given besides its state.
    ///
    /// @param rules [Rule#all()], except where a simulation proves that a rule is needed
    public record Environment(Moment start, Set<Rule> rules, Chance chance) {}

    /// One thing happens; the host performs the effects in their order before the next step.
    public Effects step(Moment now, Input input) {
        core.begin(now);
        if (!removed) {
            Slot before = log.chosen();
            retention.sayBeginning();
            handle(input);
            if (role instanceof Leading leading && log.chosen().isAbove(before)) {
                role = leading.afterChosen();
            }
            applyChosen();
            retention.cutBelow(
                    role instanceof Leading leading ? leading.keepFrom() : retention.keepFrom());
            markChosen(input instanceof Input.Tick);
            refuseWhatWaits();
        }
        return core.out().seal();
    }

    /// The uptime at which this replica wants a [Input.Tick]; [Long#MAX_VALUE] if it wants none.
    public long wakeAtNanos() {
        return removed
                ? Long.MAX_VALUE
                : Math.min(role.wakeAtNanos(), replica.catchUp.wakeAtNanos());
    }

    /// A timestamp above all that this group ever gave, if this replica holds the lease. The entry
    /// that carries it must be proposed before another is asked for, so that slots and timestamps
    /// agree in order.
    public Optional<Timestamp> give(Moment now) {
        core.look(now);
        return role instanceof Leading leading ? leading.give() : Optional.empty();
    }

    /// The host wants to publish `t`: a safe time, a read point, a vote's floor. True if it may:
    /// `t` then counts as given.
    public boolean publish(Moment now, Timestamp t) {
        core.look(now);
        return role instanceof Leading leading && leading.publish(t);
    }

    /// The host wants to promise that nothing happens up to `t` without it: a vote's bound. True if
    /// it may: whoever takes over early, by a resignation for whatever reason, stays above `t`;
    /// whoever takes over later waits until the lease, and with it `t`, is past.
    public boolean vouch(Moment now, Timestamp t) {
        core.look(now);
        return role instanceof Leading leading && leading.vouch(t);
    }

    /// The state as records, enough to stand for everything recorded before; for copying forward
    /// what an old log segment alone still holds.
    public List<HardRecord> hardState() {
        List<HardRecord> records = new ArrayList<>();
        if (removed) {
            records.add(new HardRecord.Removed(core.group, core.self));
            return records;
        }
        records.add(
                new HardRecord.Began(
                        core.group, core.self, log.begin(), log.governing(log.begin())));
        if (replica.acceptor.isVoteless()) {
            records.add(new HardRecord.Forgot(core.group, core.self));
        }
        if (!replica.acceptor.promised().isNone()) {
            records.add(new HardRecord.Promised(core.group, replica.acceptor.promised()));
        }
        for (AcceptedEntry entry : log.from(log.begin(), Integer.MAX_VALUE)) {
            records.add(entry.recordOf(core.group));
        }
        records.add(new HardRecord.ChosenMark(core.group, log.chosen()));
        return records;
    }

    public ReplicaView view(Moment now) {
        core.look(now);
        Optional<Leading> leading = role instanceof Leading l ? Optional.of(l) : Optional.empty();
        return new ReplicaView(
                core.self,
                roleName(),
                replica.acceptor.promised(),
                leading.filter(Leading::isEstablished).isPresent(),
                leading.filter(Leading::holdsLease).isPresent(),
                isQuiet(),
                replica.acceptor.isVoteless(),
                leading.map(Leading::leaseEnd).orElse(Timestamp.MIN),
                leading.map(Leading::lastGiven).orElse(Timestamp.MIN),
                role.namedLeader(),
                log.begin(),
                log.chosen(),
                log.applied(),
                log.retainedBytes(),
                log.current());
    }

    /// A leader's learners that have so much that they may vote; nobody else knows of any.
    public List<ReplicaId> readyLearners(Moment now) {
        core.look(now);
        return role instanceof Leading leading ? leading.ready() : List.of();
    }

    private String roleName() {
        if (removed) {
            return "removed";
        }
        return switch (role) {
            case Following _ -> "following";
            case Canvassing _ -> "canvassing";
            case Preparing _ -> "preparing";
            case Leading _ -> "leading";
        };
    }

    private boolean isQuiet() {
        return switch (role) {
            case Following following -> following.isQuiet();
            case Leading leading -> leading.isQuiet();
            case Canvassing _, Preparing _ -> false;
        };
    }

    // -- inputs ------------------------------------------------------------------------------

    private void handle(Input input) {
        switch (input) {
            case Input.Deliver deliver -> onMessage(deliver.from(), deliver.message());
            case Input.Propose propose -> onPropose(propose);
            case Input.Tick _ -> onTick();
            case Input.Poke _ -> role = role.onPoke();
            case Input.Begin begin -> role = role.onBegin(begin.first());
            case Input.Announce _ -> role.announce();
            case Input.Transfer transfer -> onTransfer(transfer);
            case Input.Change change -> onChange(change);
            case Input.Flushed flushed -> log.flushed(flushed.slot());
            case Input.LetGo letGo -> retention.letGo(letGo.slot());
            case Input.SnapshotRead read ->
                    replica.member(read.reader()).ifPresent(m -> core.send(m, read.chunk()));
            case Input.SnapshotInstalled installed -> onInstalled(installed);
            case Input.SnapshotFailed failed -> replica.catchUp.onInstallFailed(failed.at());
            case Input.StateLost _ -> {
                replica.catchUp.loseState();
                standBack();
            }
            case Input.Dissolve _ -> end();
        }
    }

    private void onTick() {
        replica.catchUp.tick();
        role = role.tick();
    }

    private void onPropose(Input.Propose propose) {
        if (role instanceof Leading || role instanceof Preparing) {
            replica.proposals.add(propose);
        } else {
            core.reply(propose.token(), new Effects.Fate.NotLeader(leaderNode()));
            role = role.onPoke();
        }
        if (role instanceof Leading leading) {
            leading.propose();
        }
    }

    private void onTransfer(Input.Transfer transfer) {
        if (role instanceof Leading leading && leading.maySucceed(transfer.successor())) {
            role = leading.handOver(transfer);
        }
    }

    private void onChange(Input.Change change) {
        if (role instanceof Leading leading) {
            leading.change(change.token(), change.change());
        } else {
            core.reply(change.token(), new Effects.Fate.NotLeader(leaderNode()));
        }
    }

    private void onInstalled(Input.SnapshotInstalled installed) {
        replica.catchUp.onInstalled(installed.at(), installed.configuration());
        replica.proposals.lose(installed.at());
    }

    private Optional<NodeId> leaderNode() {
        return role.leader()
                .filter(r -> !r.equals(core.self))
                .flatMap(replica::member)
                .map(Member::node);
    }

    // -- messages ----------------------------------------------------------------------------

    private void onMessage(Member from, Message message) {
        if (!Credible.is(from.replica(), message) || log.current().contradicts(from)) {
            return;
        }
        if (isRemoved(from.replica()) && !from.replica().equals(core.self)) {
            sendAway(from, message);
            return;
        }
        switch (message) {
            case Message.Canvass canvass -> onCanvass(from, canvass);
            case Message.Prepare prepare -> onPrepare(from, prepare);
            case Message.Accept accept -> onAccept(from, accept);
            case Message.Heartbeat heartbeat -> onHeartbeat(from, heartbeat);
            case Message.CanvassReply reply -> role = role.onCanvassReply(from, reply);
            case Message.Promise promise -> role = role.onPromise(from, promise);
            case Message.Behind behind -> role = role.onBehind(from, behind);
            case Message.Accepted accepted -> role = role.onAccepted(from, accepted);
            case Message.HeartbeatReply reply -> role = role.onHeartbeatReply(from, reply);
            case Message.Refused refused -> role = role.onRefused(from, refused);
            case Message.Fetch fetch -> replica.catchUp.onFetch(from, fetch);
            case Message.Chosen chosen -> replica.catchUp.onChosen(from, chosen);
            case Message.Cut cut -> replica.catchUp.onCut(from, cut);
            case Message.SnapshotFetch fetch -> replica.catchUp.onSnapshotFetch(from, fetch);
            case Message.SnapshotChunk chunk -> replica.catchUp.onSnapshotChunk(from, chunk);
            case Message.Resigned resigned -> onResigned(resigned);
            case Message.Quiesce quiesce -> onQuiesce(from, quiesce);
            case Message.Wake _ -> role = role.onWake(from);
            case Message.Welcome _ -> onWelcome(from);
            case Message.Unknown _ -> role = role.onUnknown(from);
            case Message.Farewell farewell -> onFarewell(farewell);
        }
    }

    /// Ids are given in order and never again: one below the next that is not there was removed.
    private boolean isRemoved(ReplicaId id) {
        return !log.current().contains(id) && id.value() < log.current().nextReplica();
    }

    private void sendAway(Member from, Message message) {
        if (!(message instanceof Message.Farewell || message instanceof Message.Unknown)) {
            core.send(from, new Message.Farewell(log.current(), log.currentSince()));
        }
    }

    private void onFarewell(Message.Farewell farewell) {
        Configuration told = farewell.configuration();
        if (!told.contains(core.self) && core.self.value() < told.nextReplica()) {
            end();
        }
    }

    private void end() {
        core.persist(new HardRecord.Removed(core.group, core.self));
        core.request(new Effects.Request.Retire());
        replica.proposals.refuseWaiting(Optional.empty());
        removed = true;
    }

    private void onCanvass(Member from, Message.Canvass canvass) {
        if (replica.acceptor.isVoteless()) {
            return;
        }
        boolean free = replica.acceptor.isFree() && !isQuiet() && !(role instanceof Leading);
        if (role instanceof Leading leading) {
            leading.greet(from);
        }
        role = role.onPoke();
        if (replica.acceptor.lacksTooMuch(canvass.chosen().next())) {
            core.send(from, new Message.Behind(canvass.ballot(), log.begin(), log.chosen()));
            return;
        }
        Ballot promised = replica.acceptor.promised();
        boolean willing = free && canvass.ballot().isAbove(promised);
        core.send(
                from, new Message.CanvassReply(canvass.ballot(), willing, promised, log.chosen()));
    }

    private void onPrepare(Member from, Message.Prepare prepare) {
        replica.acceptor.onPrepare(from, prepare);
        yieldTo(replica.acceptor.promised());
    }

    /// Somebody else's ballot was promised: whatever was attempted below it is over.
    private void yieldTo(Ballot promised) {
        if (promised.isNone() || promised.isOwnedBy(core.self)) {
            return;
        }
        standBack();
    }

    private void standBack() {
        long patience = core.settings.retransmit().toNanos();
        switch (role) {
            case Leading leading -> role = leading.stepDown(Optional.empty());
            case Preparing _, Canvassing _ ->
                    role = new Following(replica, Optional.empty(), patience);
            case Following _ -> {}
        }
    }

    private void onAccept(Member from, Message.Accept accept) {
        replica.acceptor.onAccept(from, accept);
        onBeat(from, accept.ballot(), accept.beat());
    }

    private void onHeartbeat(Member from, Message.Heartbeat heartbeat) {
        replica.acceptor.onHeartbeat(from, heartbeat);
        onBeat(from, heartbeat.ballot(), heartbeat.beat());
    }

    /// The leader of a ballot that is not refused was heard.
    private void onBeat(Member from, Ballot ballot, Beat beat) {
        if (ballot.isBelow(replica.acceptor.promised())
                || !ballot.isOwnedBy(from.replica())
                || ballot.isOwnedBy(core.self)) {
            return;
        }
        follow(from.replica()).heard();
        retention.keepFrom(beat.keepFrom());
        learnChosen(from, ballot, beat.chosen());
    }

    private Following follow(ReplicaId leader) {
        if (role instanceof Following following
                && following.leader().filter(leader::equals).isPresent()) {
            return following;
        }
        if (role instanceof Leading leading) {
            leading.stepDown(Optional.of(leader));
        }
        Following following = new Following(replica, Optional.of(leader), 0);
        role = following;
        return following;
    }

    /// Attack 11: what was accepted at another ballot may not be what was chosen.
    private void learnChosen(Member from, Ballot ballot, Slot chosen) {
        boolean strict = core.keeps(Rule.CHOSEN_AT_LEADERS_BALLOT);
        log.advance(chosen, entry -> !strict || entry.ballot().equals(ballot));
        if (log.chosen().isBelow(chosen)) {
            replica.catchUp.want(from, chosen);
        }
    }

    private void onResigned(Message.Resigned resigned) {
        Resignation resignation = resigned.resignation();
        replica.acceptor.show(resignation);
        if (resignation.ballot().isBelow(replica.acceptor.promised())
                || role instanceof Leading
                || role instanceof Preparing) {
            return;
        }
        boolean mine = resigned.successor().filter(core.self::equals).isPresent();
        if (mine && replica.mayStand()) {
            role = Preparing.succeed(replica, resigned);
        } else {
            long patience = 2 * core.settings.retransmit().toNanos();
            role = new Following(replica, resigned.successor(), patience);
        }
    }

    private void onQuiesce(Member from, Message.Quiesce quiesce) {
        if (!quiesce.ballot().equals(replica.acceptor.promised())) {
            return;
        }
        Following following = follow(from.replica());
        learnChosen(from, quiesce.ballot(), quiesce.chosen());
        if (log.chosen().equals(quiesce.chosen())) {
            following.fallQuiet();
        }
    }

    /// Ordered again: the first answer was lost. It shows itself, and asks for what it lacks.
    private void onWelcome(Member from) {
        replica.catchUp.want(from, log.firstUnchosen());
        core.sendResting(
                from,
                new Message.HeartbeatReply(
                        replica.acceptor.promised(),
                        replica.acceptor.pulse(replica.acceptor.promised())));
    }

    // -- after every step --------------------------------------------------------------------

    private void applyChosen() {
        Optional<AcceptedEntry> next = log.nextToApply();
        while (next.isPresent()) {
            AcceptedEntry entry = next.get();
            core.out().apply.add(new Effects.Applied(entry.slot(), entry.entry()));
            replica.proposals.settle(entry.slot(), entry.entry());
            next = log.nextToApply();
        }
    }

    /// A mark rides on records that are written anyway, or on a tick when there are none.
    private void markChosen(boolean tick) {
        if (!removed && log.chosen().isAbove(marked) && (tick || !core.out().persist.isEmpty())) {
            marked = log.chosen();
            core.persist(new HardRecord.ChosenMark(core.group, marked));
        }
    }

    private void refuseWhatWaits() {
        if (replica.proposals.hasWaiting()
                && !(role instanceof Leading || role instanceof Preparing)) {
            replica.proposals.refuseWaiting(leaderNode());
        }
    }

    /// The whole state, for scenarios and for exploring: equal text means equal behaviour.
    @Override
    public String toString() {
        return core.self
                + (removed ? " removed " : " ")
                + "saw "
                + core.highestSeen()
                + " marked "
                + marked
                + " "
                + retention
                + " "
                + role
                + " | "
                + replica.acceptor
                + " | "
                + log
                + " | "
                + replica.catchUp
                + " | "
                + replica.proposals;
    }
}
