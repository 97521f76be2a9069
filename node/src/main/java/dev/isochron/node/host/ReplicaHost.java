package dev.isochron.node.host;

import dev.isochron.node.machine.StateMachine;
import dev.isochron.node.port.Loop;
import dev.isochron.paxos.log.Holding;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Effects.Fate;
import dev.isochron.paxos.replica.Effects.Request;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.paxos.replica.PaxosReplica;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One replica with its state machine: takes one input at a time and performs the effects in their
/// order, persist, send, apply, reply, requests.
///
/// An invariant that breaks, or any other mistake, halts this replica for good and nothing else: it
/// falls silent, and what its log holds is there at the next start.
///
/// @param <R> what the state machine answers
public final class ReplicaHost<R> implements Keeper {

    private final Household home;
    private final GroupId group;
    private final ReplicaId self;
    private final PaxosReplica replica;
    private final MachineKeeper<R> machine;
    private final Resting resting;
    private final SnapshotShelf shelf;
    private final PieceGate gate;
    private final SnapshotIntake intake;
    private Optional<Parked> parked = Optional.empty();
    private final Proposers<R> proposers = new Proposers<>();
    private final ArrayDeque<Input> next = new ArrayDeque<>();
    private final Runnable whenRetired;
    private Runnable afterStep = () -> {};
    private Runnable afterTransfer = () -> {};
    private Consumer<R> whenApplied = _ -> {};
    private final Runnable pokeAgain = this::poke;
    private boolean stepping;
    private boolean halted;
    private boolean tidying;
    private Loop.@Nullable Cancel timer;
    private long timerAt;

    /// A piece of a snapshot that the machine has no room for yet; its sender waits with the next.
    private record Parked(Member from, Message message) {}

    /// @param whenRetired told once the replica is deleted
    public ReplicaHost(
            Household home, ReplicaImage image, StateMachine<R> machine, Runnable whenRetired) {
        this.home = home;
        this.group = image.group();
        this.self = image.replica();
        this.whenRetired = whenRetired;
        Slot covered = machine.applied();
        Configuration governing = machine.durable().map(d -> d.next()).orElse(image.base());
        this.machine = new MachineKeeper<>(machine, governing, this::step);
        this.resting = new Resting(home.post());
        this.gate = new PieceGate(home);
        this.intake = new SnapshotIntake(arrival -> this.machine.install(arrival, this::unpark));
        this.shelf =
                new SnapshotShelf(home.snapshots().pieceBytes(home.paxos().snapshotChunkBytes()));
        home.ports().observer().began(image);
        this.replica =
                new PaxosReplica(
                        image,
                        new PaxosReplica.Covered(covered, governing, machine.isWhole()),
                        home.node(),
                        home.paxos(),
                        new PaxosReplica.Environment(
                                home.moments().now(), home.rules(), home.ports().chance()));
        setTimer();
    }

    public GroupId group() {
        return group;
    }

    public ReplicaId self() {
        return self;
    }

    /// `task` runs after each step, when everything it led to has been performed.
    public void afterStep(Runnable task) {
        afterStep = task;
    }

    /// `listener` hears what the state machine answered to each entry, once it was applied.
    public void whenApplied(Consumer<R> listener) {
        whenApplied = listener;
    }

    // -- what others ask ---------------------------------------------------------------------

    /// A message for this replica. One that would have to be logged where there is no room is
    /// dropped: its sender repeats it.
    public void deliver(Member from, Message message) {
        if (message instanceof Message.SnapshotChunk && intake.isFull()) {
            parked = Optional.of(new Parked(from, message));
            return;
        }
        boolean fits = !LetterSize.carriesCommands(message) || home.journal().room().isEmpty();
        if (fits) {
            step(new Input.Deliver(from, message));
        }
    }

    private void unpark() {
        Optional<Parked> waits = parked.filter(_ -> !intake.isFull());
        if (waits.isPresent()) {
            parked = Optional.empty();
            deliver(waits.get().from(), waits.get().message());
        }
    }

    /// Proposes an entry; the verdict comes once, possibly much later.
    public void propose(Entry.Commands entry, Consumer<Verdict<R>> proposer) {
        if (halted) {
            proposer.accept(notHere());
        } else {
            step(new Input.Propose(proposers.await(proposer), entry));
        }
    }

    /// Changes the members; only the leader can.
    public void change(Input.MemberChange change, Consumer<Fate> asker) {
        if (halted) {
            asker.accept(notHere().fate());
        } else {
            long token = proposers.await(verdict -> asker.accept(verdict.fate()));
            step(new Input.Change(token, change));
        }
    }

    private static <R> Verdict<R> notHere() {
        return new Verdict<>(new Fate.NotLeader(Optional.empty()), Optional.empty());
    }

    /// Somebody wants something of this group.
    public void poke() {
        step(new Input.Poke());
    }

    /// The group begins here, and `first` is to lead it first, if it can.
    public void begin(ReplicaId first) {
        step(new Input.Begin(first));
    }

    /// If this replica leads, the others hear at once what is chosen.
    public void announce() {
        step(new Input.Announce());
    }

    /// Hands leadership over, if this replica leads and `successor` may follow.
    public void transfer(ReplicaId successor) {
        step(new Input.Transfer(successor, Timestamp.MIN, Estate.NONE));
    }

    /// `listener` hears, in the step that was to hand leadership over, that it is done.
    public void afterTransfer(Runnable listener) {
        afterTransfer = listener;
    }

    /// The leader's next timestamp; it goes into an entry that is proposed in the same turn.
    ///
    /// @param ballot this replica's own, as a view of the same moment says
    public Optional<Timestamp> give(Moment moment, Ballot ballot) {
        if (halted) {
            return Optional.empty();
        }
        Optional<Timestamp> given = replica.give(moment);
        given.ifPresent(t -> home.ports().observer().gave(group, self, ballot, moment, t));
        return given;
    }

    /// Counts `t` as given, if the leader's lease reaches so far; see [PaxosReplica#publish].
    public boolean publish(Moment moment, Timestamp t) {
        return !halted && replica.publish(moment, t);
    }

    /// Keeps whoever leads next above `t`, if the leader's lease reaches so far; see
    /// [PaxosReplica#vouch].
    public boolean vouch(Moment moment, Timestamp t) {
        return !halted && replica.vouch(moment, t);
    }

    /// Makes the state machine's present state durable, so that memory and log can be freed.
    public void flush() {
        if (!halted) {
            machine.flush();
        }
    }

    /// The state machine gave its state up: another one is fetched, and until then this replica
    /// votes as before and leads no more.
    public void loseState() {
        step(new Input.StateLost());
    }

    public ReplicaView view(Moment moment) {
        return replica.view(moment);
    }

    /// A leader's learners that may vote.
    public List<ReplicaId> readyLearners() {
        return halted ? List.of() : replica.readyLearners(home.moments().now());
    }

    public ReplicaView view() {
        return view(home.moments().now());
    }

    /// The slot up to which the state machine has everything.
    public Slot applied() {
        return machine.applied();
    }

    /// True if a mistake silenced this replica.
    public boolean isHalted() {
        return halted;
    }

    // -- stepping ----------------------------------------------------------------------------

    /// What is asked while a step is being performed comes after it.
    private void step(Input input) {
        next.add(input);
        if (stepping) {
            return;
        }
        stepping = true;
        while (!next.isEmpty() && !halted) {
            take(next.remove());
        }
        stepping = false;
        if (!halted) {
            setTimer();
            afterStep.run();
        }
    }

    private void take(Input input) {
        Moment moment = home.moments().now();
        try {
            if (input instanceof Input.SnapshotInstalled || input instanceof Input.SnapshotFailed) {
                home.fetches().ended(group);
            }
            Input now = withEstate(input);
            Effects effects = replica.step(moment, now);
            home.ports().observer().stepped(group, self, moment, now, effects);
            perform(now, effects);
            if (now instanceof Input.Transfer) {
                afterTransfer.run();
            }
        } catch (StoreFailed failed) {
            throw failed; // no matter of this replica: the process ends
        } catch (RuntimeException mistake) {
            halt(mistake);
        }
    }

    /// Whoever hands over leaves what its machine has as of this very step.
    private Input withEstate(Input input) {
        return input instanceof Input.Transfer(ReplicaId successor, Timestamp floor, _)
                ? new Input.Transfer(successor, floor, machine.leave())
                : input;
    }

    private void perform(Input input, Effects effects) {
        if (!effects.persist().isEmpty()) {
            resting.restOn(
                    isAccept(input)
                            ? home.journal().accept(group, effects.persist(), resting::synced)
                            : home.journal().append(group, effects.persist(), resting::synced));
        }
        for (Effects.Outgoing outgoing : effects.send()) {
            if (home.fetches().maySend(outgoing.envelope(), home.ports().loop())) {
                resting.send(outgoing);
            }
        }
        Map<Slot, R> results = apply(effects.apply());
        for (Effects.Reply reply : effects.reply()) {
            proposers.answer(reply, results);
        }
        for (Request request : effects.requests()) {
            fulfil(request);
        }
    }

    private static boolean isAccept(Input input) {
        return input instanceof Input.Deliver deliver
                && deliver.message() instanceof Message.Accept;
    }

    private Map<Slot, R> apply(List<Effects.Applied> chosen) {
        TreeMap<Slot, R> results = new TreeMap<>();
        boolean wasWhole = machine.isWhole();
        for (Effects.Applied applied : chosen) {
            if (applied.slot().isAbove(machine.applied()) && machine.isWhole()) {
                R result = machine.apply(applied.slot(), applied.entry());
                results.put(applied.slot(), result);
                whenApplied.accept(result);
                tellApplied(applied);
            }
        }
        if (wasWhole && !machine.isWhole()) {
            next.add(new Input.StateLost());
        }
        return results;
    }

    private void tellApplied(Effects.Applied applied) {
        if (machine.isWhole()) {
            home.ports()
                    .observer()
                    .applied(group, self, applied.slot(), applied.entry(), machine.fingerprint());
        }
    }

    private void fulfil(Request request) {
        switch (request) {
            case Request.ReadSnapshot read -> readSnapshot(read);
            case Request.InstallChunk chunk -> {
                home.fetches().goesOn(group, home.ports().loop().uptimeNanos());
                intake.add(chunk);
            }
            case Request.Flush _ -> machine.flush();
            case Request.Inherit(Ballot ballot, Estate estate) -> machine.inherit(ballot, estate);
            case Request.Retire _ -> retire();
        }
    }

    private void readSnapshot(Request.ReadSnapshot read) {
        Moment moment = home.moments().now();
        if (!machine.isWhole()) {
            return;
        }
        Optional<Message.SnapshotChunk> chunk =
                shelf.read(
                        read,
                        view(moment).begin(),
                        machine::snapshot,
                        machine.now(),
                        moment.uptimeNanos());
        tidyLater();
        chunk.ifPresent(piece -> send(read.reader(), piece, moment.uptimeNanos()));
    }

    private void send(ReplicaId reader, Message.SnapshotChunk piece, long now) {
        gate.pass(
                reader,
                piece.bytes().length,
                now,
                () -> {
                    if (!isHalted()) {
                        step(new Input.SnapshotRead(reader, piece));
                    }
                });
    }

    private void tidyLater() {
        if (!tidying) {
            tidying = true;
            Loop loop = home.ports().loop();
            loop.at(loop.uptimeNanos() + SnapshotShelf.KEEP_NANOS, this::tidy);
        }
    }

    private void tidy() {
        tidying = false;
        if (shelf.tidy(home.ports().loop().uptimeNanos())) {
            tidyLater();
        }
    }

    // -- time --------------------------------------------------------------------------------

    /// A timer that is too early is left to fire and be set again: setting one per step would cost
    /// more than the step.
    private void setTimer() {
        long wake = replica.wakeAtNanos();
        if (wake == Long.MAX_VALUE) {
            return;
        }
        home.moments().want(pokeAgain);
        if (timer != null && timerAt <= wake) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = wake;
        timer = home.ports().loop().at(wake, this::onTimer);
    }

    private void onTimer() {
        timer = null;
        if (halted) {
            return;
        }
        if (replica.wakeAtNanos() <= home.ports().loop().uptimeNanos()) {
            step(new Input.Tick());
        } else {
            setTimer();
        }
    }

    // -- the end -----------------------------------------------------------------------------

    /// Not a member any more: the record of that is in the log already; what else there is goes
    /// once it is synced.
    private void retire() {
        dismiss();
        home.journal().append(group, List.of(), () -> machine.delete(_ -> whenRetired.run()));
    }

    /// The group is no more.
    public void dissolve() {
        step(new Input.Dissolve());
    }

    /// Another replica takes this one's place on this node: its log is replaced by the caller.
    public void replace(Runnable deleted) {
        dismiss();
        machine.delete(_ -> deleted.run());
    }

    private void halt(RuntimeException mistake) {
        dismiss();
        home.ports().observer().broke(group, self, mistake);
        home.ports()
                .operator()
                .tell(
                        ("Replica %s of %s on %s stopped itself: %s. The other replicas go on;"
                                        + " please report this.")
                                .formatted(self, group, home.node(), mistake));
    }

    private void dismiss() {
        halted = true;
        shelf.clear();
        intake.cancel();
        home.fetches().ended(group);
        if (timer != null) {
            timer.cancel();
        }
        proposers.dismiss();
    }

    // -- recycling ---------------------------------------------------------------------------

    @Override
    public boolean isLettingGo(Holding holding) {
        boolean helps =
                holding.holdsEntries()
                        && !halted
                        && !machine.applied().isBelow(holding.highest())
                        && !machine.isCovered(holding.highest());
        if (helps) {
            machine.flush();
        }
        return helps && machine.isFlushing();
    }

    @Override
    public void letGo(Slot slot) {
        step(new Input.LetGo(slot));
    }

    @Override
    public List<HardRecord> hardState() {
        return replica.hardState();
    }
}
