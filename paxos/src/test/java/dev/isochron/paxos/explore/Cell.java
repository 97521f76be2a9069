package dev.isochron.paxos.explore;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.paxos.replica.PaxosReplica;
import dev.isochron.paxos.world.Store;
import dev.isochron.paxos.world.Words;
import dev.isochron.paxos.world.World;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One node of a small world: a replica, its disk, and a clock that moves in leaps longer than any
/// lease.
final class Cell {
    private static final GroupId GROUP = new GroupId(1);
    private static final long BEGINNING = Duration.ofSeconds(10).toNanos();
    private static final long EPSILON = Duration.ofMillis(10).toNanos();

    /// Longer than a lease, and than what a restart takes for granted.
    private static final long LEAP = Duration.ofSeconds(12).toNanos();

    private final Scope scope;
    private final Member self;
    private final Configuration members;
    private final Store disk = new Store();
    private final List<HardRecord> unsynced = new ArrayList<>();
    private final List<Letter> resting = new ArrayList<>();
    private final List<Letter> sent = new ArrayList<>();
    private final List<Happened.Fact> facts = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Deque<Letter> toMyself = new ArrayDeque<>();
    private PaxosReplica replica;
    private long waits;

    /// The highest ballot that anyone was promised, which no restart may forget.
    private Ballot told = Ballot.NONE;

    Cell(Scope scope, int number) {
        this.scope = scope;
        this.self = new Member(new ReplicaId(number), new NodeId(number));
        List<NodeId> nodes = new ArrayList<>();
        for (int i = 1; i <= Scope.NODES; i++) {
            nodes.add(new NodeId(i));
        }
        members = Configuration.initial(nodes);
        disk.append(new HardRecord.Began(GROUP, self.replica(), Slot.FIRST, members));
        disk.sync();
        replica = open();
    }

    private PaxosReplica open() {
        return new PaxosReplica(
                disk.image(GROUP).orElseThrow(),
                new PaxosReplica.Covered(Slot.ZERO, members),
                self.node(),
                World.smallSettings(),
                new PaxosReplica.Environment(moment(), scope.rules(), bound -> 0));
    }

    private Moment moment() {
        Timestamp now = new Timestamp(BEGINNING + waits * LEAP);
        Interval interval = new Interval(now.plusNanos(-EPSILON), now.plusNanos(EPSILON));
        disk.extendHorizon(interval.latest().plusNanos(World.smallSettings().leaseNanos()));
        return new Moment(interval, waits * LEAP, disk.horizon(), true);
    }

    Happened take(Stimulus stimulus) {
        sent.clear();
        facts.clear();
        broken.clear();
        try {
            react(stimulus);
            while (!toMyself.isEmpty()) {
                step(new Input.Deliver(self, toMyself.remove().message()));
            }
        } catch (InvariantViolation violation) {
            broken.add(self.replica() + " stops: " + violation.getMessage());
        }
        return new Happened(List.copyOf(sent), List.copyOf(facts), List.copyOf(broken));
    }

    private void react(Stimulus stimulus) {
        switch (stimulus) {
            case Stimulus.Arrives(Letter letter) -> {
                NodeId home = new NodeId(letter.from().value());
                step(new Input.Deliver(new Member(letter.from(), home), letter.message()));
            }
            case Stimulus.Ticks _ -> step(new Input.Tick());
            case Stimulus.IsGiven(String value) ->
                    step(new Input.Propose(value.hashCode(), Words.entry(value)));
            case Stimulus.Waits _ -> waits++;
            case Stimulus.Syncs _ -> sync();
            case Stimulus.Crashes _ -> crash();
        }
    }

    private void crash() {
        disk.loseUnsynced();
        unsynced.clear();
        resting.clear();
        toMyself.clear();
        replica = open();
    }

    private void step(Input input) {
        Effects effects = replica.step(moment(), input);
        for (HardRecord record : effects.persist()) {
            disk.append(record);
            unsynced.add(record);
        }
        for (Effects.Outgoing outgoing : effects.send()) {
            Letter letter =
                    new Letter(
                            self.replica(),
                            outgoing.envelope().to(),
                            outgoing.envelope().message());
            if (outgoing.restsOnLog() && !unsynced.isEmpty()) {
                rest(letter);
            } else {
                leave(letter);
            }
        }
        for (Effects.Applied applied : effects.apply()) {
            facts.add(new Happened.Fact.Learned(applied.slot(), Words.of(applied.entry())));
        }
        for (Effects.Reply reply : effects.reply()) {
            told(reply);
        }
        if (!scope.syncsByHand(self.replica())) {
            sync();
        }
    }

    /// One is enough: whatever leaves may arrive again and again.
    private void rest(Letter letter) {
        if (!resting.contains(letter)) {
            resting.add(letter);
        }
    }

    private void told(Effects.Reply reply) {
        if (reply.fate() instanceof Effects.Fate.Chosen(Slot slot)) {
            String value = scope.valueOf(reply.token());
            facts.add(new Happened.Fact.Learned(slot, value));
        }
    }

    private void sync() {
        disk.sync();
        for (HardRecord record : unsynced) {
            if (record instanceof HardRecord.Accepted(_, var slot, var ballot, var entry)) {
                facts.add(
                        new Happened.Fact.Accepted(self.replica(), slot, ballot, Words.of(entry)));
            }
        }
        unsynced.clear();
        resting.forEach(this::leave);
        resting.clear();
    }

    private void leave(Letter letter) {
        judge(letter.message());
        if (letter.to().equals(self.replica())) {
            toMyself.add(letter);
        } else if (scope.carries(letter)) {
            sent.add(letter);
        }
    }

    /// P2 and P4, at the moment at which others may begin to rely on it.
    private void judge(Message message) {
        switch (message) {
            case Message.Promise promise -> {
                requireDurable(promise.ballot(), "promises");
                told = told.isAbove(promise.ballot()) ? told : promise.ballot();
            }
            case Message.Accepted accepted -> {
                requireDurable(accepted.ballot(), "accepts at");
                if (accepted.ballot().isBelow(told)) {
                    broken.add("P2: " + self + " accepts at " + accepted.ballot() + ", " + told);
                }
            }
            default -> {}
        }
    }

    private void requireDurable(Ballot ballot, String verb) {
        ReplicaImage image = disk.image(GROUP).orElseThrow();
        if (image.promised().isBelow(ballot)) {
            broken.add("P4: " + self + " " + verb + " " + ballot + " before it is on its disk");
        }
    }

    /// True if it may be given a value: it leads, or is about to.
    boolean takesProposals() {
        String role = replica.view(moment()).role();
        return role.equals("leading") || role.equals("preparing");
    }

    boolean hasUnsynced() {
        return !unsynced.isEmpty();
    }

    /// Everything that decides what it does from here on.
    String portrait() {
        return replica
                + "|"
                + disk.image(GROUP).orElseThrow()
                + "|"
                + unsynced
                + "|"
                + resting
                + "|"
                + told
                + "|"
                + disk.horizon()
                + "|"
                + waits;
    }
}
