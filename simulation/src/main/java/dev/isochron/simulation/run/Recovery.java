package dev.isochron.simulation.run;

import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.desk.Answer;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.evidence.GroupLog;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.workload.Crowd;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What a healed world must do within a bound: choose new entries in every group, bring every
/// member up to date, replace those that lost their memory, and still hold all that was ever
/// acknowledged.
final class Recovery {
    static final String NAME = "progress";

    /// Turned-away lives wait ten seconds before they give up, leases and horizons last up to four,
    /// and a lost replica takes a learner, a snapshot and two changes of members.
    static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(90);

    /// Longer than any client waits for one answer.
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEW_ACKNOWLEDGEMENTS = 5;
    private static final int MAX_LINES = 1 << 20;

    private final Cluster cluster;
    private final Crowd crowd;
    private final TreeMap<GroupId, Long> acknowledged = new TreeMap<>();
    private final TreeMap<GroupId, Slot> ends = new TreeMap<>();

    Recovery(Cluster cluster, Crowd crowd) {
        this.cluster = cluster;
        this.crowd = crowd;
    }

    /// Runs on until everything is well.
    ///
    /// @throws Violation if that takes longer than the bound
    void require() {
        crowd.workSteadily();
        for (GroupId group : cluster.design().plan().groupIds()) {
            acknowledged.put(group, crowd.receipts().acknowledged(group));
            GroupLog log = cluster.court().evidence().log(group);
            ends.put(group, log == null ? Slot.ZERO : log.end());
        }
        long deadline = cluster.scheduler().nowNanos() + BOUND_NANOS;
        Optional<String> ill = Optional.of("nothing was looked at");
        while (ill.isPresent() && cluster.scheduler().nowNanos() < deadline) {
            cluster.runFor(LOOK_NANOS);
            ill = whatIsIll();
        }
        if (ill.isPresent()) {
            throw new Violation(NAME, "not well after being healed for so long: " + ill.get());
        }
        crowd.goHome();
        cluster.runFor(LAST_ANSWERS_NANOS);
        for (GroupId group : cluster.design().plan().groupIds()) {
            requireEverything(group, deadline);
        }
    }

    private Optional<String> whatIsIll() {
        for (GroupId group : cluster.design().plan().groupIds()) {
            Optional<String> ill = whatIsIllIn(group);
            if (ill.isPresent()) {
                return ill;
            }
        }
        return Optional.empty();
    }

    private Optional<String> whatIsIllIn(GroupId group) {
        GroupLog log = cluster.court().evidence().log(group);
        long fresh = crowd.receipts().acknowledged(group) - acknowledged.getOrDefault(group, 0L);
        if (log == null || fresh < NEW_ACKNOWLEDGEMENTS) {
            return Optional.of(group + " acknowledged only " + fresh + " commands");
        }
        Configuration now = log.newest();
        if (now.isJoint()) {
            return Optional.of(group + " is still changing its voters: " + now);
        }
        for (Member member : now.everyone()) {
            Optional<String> ill = whatIsIllWith(group, member);
            if (ill.isPresent()) {
                return ill;
            }
        }
        return Optional.empty();
    }

    private Optional<String> whatIsIllWith(GroupId group, Member member) {
        ReplicaKey who = new ReplicaKey(group, member.replica());
        Optional<NodeStatus.GroupStatus> status = statusOf(group, member);
        if (status.isEmpty()) {
            return Optional.of(who + " does not run on " + member.node());
        }
        NodeStatus.GroupStatus there = status.get();
        if (there.halted() || there.view().voteless()) {
            return Optional.of(who + (there.halted() ? " has halted" : " has lost its vote"));
        }
        Slot end = ends.getOrDefault(group, Slot.ZERO);
        return there.applied().isBelow(end)
                ? Optional.of(who + " has applied only up to " + there.applied() + " of " + end)
                : Optional.empty();
    }

    private Optional<NodeStatus.GroupStatus> statusOf(GroupId group, Member member) {
        Machine machine = cluster.machine((int) member.node().value());
        return machine.status().stream()
                .flatMap(s -> s.groups().stream())
                .filter(g -> g.group().equals(group))
                .filter(g -> g.view().self().equals(member.replica()))
                .findFirst();
    }

    // -- nothing is lost ---------------------------------------------------------------------

    private Optional<Answer.Lines> found = Optional.empty();

    private void requireEverything(GroupId group, long deadline) {
        found = Optional.empty();
        while (found.isEmpty() && cluster.scheduler().nowNanos() < deadline + BOUND_NANOS) {
            for (Machine machine : cluster.machines()) {
                machine.ask(process -> process.read(group, 1, MAX_LINES, this::take));
            }
            cluster.runFor(LOOK_NANOS);
        }
        Answer.Lines lines =
                found.orElseThrow(() -> new Violation(NAME, "nobody serves a read of " + group));
        crowd.receipts().requireAll(group, lines);
    }

    private void take(Answer answer) {
        if (answer instanceof Answer.Lines lines) {
            found = Optional.of(lines);
        }
    }
}
