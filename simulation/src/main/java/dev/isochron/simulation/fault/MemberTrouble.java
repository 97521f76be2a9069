package dev.isochron.simulation.fault;

import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input.MemberChange;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;

/// Leadership is handed over; learners come and go; voters are swapped.
final class MemberTrouble implements Trouble {
    private static final int SMALLEST = 3;

    private final Scene scene;
    private final Generator chance;

    MemberTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
    }

    @Override
    public void strike() {
        GroupId group = chance.oneOf(scene.cluster().design().plan().groupIds());
        for (Machine machine : scene.cluster().machines()) {
            for (NodeStatus.GroupStatus status :
                    machine.status().map(NodeStatus::groups).orElse(List.of())) {
                if (status.group().equals(group) && status.view().established()) {
                    ask(machine, group, status.view());
                    return;
                }
            }
        }
    }

    private void ask(Machine leader, GroupId group, ReplicaView view) {
        Configuration now = view.configuration();
        switch ((int) chance.below(6)) {
            case 0, 1 -> {
                ReplicaId successor = chance.oneOf(now.voters()).replica();
                scene.say(group + " goes from " + view.self() + " to " + successor);
                leader.ask(process -> process.transfer(group, successor));
            }
            case 2, 3 -> addLearner(leader, group, now);
            case 4 -> removeLearner(leader, group, now);
            default -> setVoters(leader, group, now, view.self());
        }
    }

    private void addLearner(Machine leader, GroupId group, Configuration now) {
        List<NodeId> free = new ArrayList<>(scene.cluster().design().plan().nodes());
        now.everyone().forEach(member -> free.remove(member.node()));
        if (!free.isEmpty()) {
            change(leader, group, new MemberChange.AddLearner(chance.oneOf(free)));
        }
    }

    private void removeLearner(Machine leader, GroupId group, Configuration now) {
        if (!now.learners().isEmpty()) {
            ReplicaId learner = chance.oneOf(now.learners()).replica();
            change(leader, group, new MemberChange.RemoveLearner(learner));
        }
    }

    /// Any three or more of those who are there, the leader among them.
    private void setVoters(Machine leader, GroupId group, Configuration now, ReplicaId self) {
        List<Member> others = new ArrayList<>(now.everyone());
        others.removeIf(member -> member.replica().equals(self));
        chance.shuffle(others);
        List<ReplicaId> voters = new ArrayList<>(List.of(self));
        long size = chance.between(SMALLEST, Math.max(SMALLEST, others.size() + 1));
        for (Member member : others) {
            if (voters.size() < size) {
                voters.add(member.replica());
            }
        }
        if (voters.size() >= SMALLEST) {
            change(leader, group, new MemberChange.SetVoters(voters));
        }
    }

    private void change(Machine leader, GroupId group, MemberChange change) {
        scene.say(group + ": " + change);
        leader.ask(process ->
                process.change(
                        group, change, fate -> scene.say(group + ": " + change + " " + fate)));
    }

    @Override
    public void heal() {
        // A change of members is no fault; what is under way ends by itself.
    }
}
