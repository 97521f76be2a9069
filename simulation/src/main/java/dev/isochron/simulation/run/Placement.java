package dev.isochron.simulation.run;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.ImageChecks;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the controller of a healed world must do within a bound: give every shard its replicas, on
/// nodes that take some, as the rule of its keys wants, with nothing left to do; and the shards
/// must be as its image says.
final class Placement {
    static final String NAME = "placement";

    /// A node that came back counts as lost for a moment; a drained one is emptied two replicas at
    /// a time, each by a snapshot; what a job given up left is dismissed first.
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(180);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Cluster cluster;
    private Optional<View> view = Optional.empty();

    Placement(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Runs on until every shard is where it should be.
    ///
    /// @throws Violation if that takes longer than the bound
    void require() {
        long deadline = cluster.scheduler().nowNanos() + BOUND_NANOS;
        Optional<String> ill = Optional.of("nothing was looked at");
        while (ill.isPresent() && cluster.scheduler().nowNanos() < deadline) {
            view = Optional.empty();
            for (Machine machine : cluster.machines()) {
                machine.ask(process -> process.plead(new Plea.Show(), this::take));
            }
            cluster.runFor(LOOK_NANOS);
            ill = view.map(this::whatIsIll).orElse(Optional.of("no controller answers"));
        }
        if (ill.isPresent()) {
            throw new Violation(NAME, "not well after being healed for so long: " + ill.get());
        }
    }

    private void take(Ruling ruling) {
        if (ruling instanceof Ruling.Seen(View seen)) {
            view = Optional.of(seen);
        }
    }

    private Optional<String> whatIsIll(View seen) {
        if (!seen.jobs().isEmpty()) {
            return Optional.of(
                    "still being done: %s, in %s"
                            .formatted(
                                    seen.jobs(),
                                    seen.shards().stream().map(View.ShardSeen::shard).toList()));
        }
        ClusterImage image = imageOf(seen);
        return ImageChecks.cover(image)
                .or(() ->
                        image.shards().stream()
                                .flatMap(shard -> whatIsIllWith(shard, image).stream())
                                .findFirst());
    }

    private static ClusterImage imageOf(View seen) {
        List<ControllerRecord> records = new ArrayList<>();
        seen.servers().forEach(one -> records.add(new ControllerRecord.ServerJoined(one.server())));
        seen.shards().forEach(one -> records.add(new ControllerRecord.ShardShaped(one.shard())));
        seen.rules().sets().forEach(set -> records.add(new ControllerRecord.RulesStand(set)));
        return ClusterImage.EMPTY.with(records);
    }

    private Optional<String> whatIsIllWith(Shard shard, ClusterImage image) {
        long open = image.servers().stream().filter(one -> one.standing().takesReplicas()).count();
        long good =
                shard.voters().stream()
                        .flatMap(node -> image.server(node).stream())
                        .filter(server -> server.standing().takesReplicas())
                        .count();
        int usual = cluster.design().plan().copies();
        int wanted = image.rules().replicasOf(shard.span(), usual);
        // Where there are too few nodes for a rule, as many as usual must do.
        boolean isIll =
                good < Math.min(open, open < wanted ? usual : wanted)
                        || shard.voters().size() > wanted
                        || image.rules().firstChangeIn(shard.span()).isPresent();
        if (isIll) {
            return Optional.of(
                    "%s, of which %d are wanted, with %s"
                            .formatted(shard, wanted, image.servers()));
        }
        Optional<String> learning = whatIsIllWithLearners(shard, image);
        if (learning.isPresent()) {
            return learning;
        }
        if (isLedElsewhere(shard, image)) {
            return Optional.of(shard + " is not led where it is to be: " + image.rules().sets());
        }
        return elsewhere(shard);
    }

    /// As many as the rule wants, or one on each node that takes replicas and has no voter.
    private static Optional<String> whatIsIllWithLearners(Shard shard, ClusterImage image) {
        List<NodeId> takers =
                image.servers().stream()
                        .filter(one -> one.standing().takesReplicas())
                        .map(Server::id)
                        .toList();
        long room = takers.stream().filter(node -> !shard.voters().contains(node)).count();
        int wanted = image.rules().learnersOf(shard.span());
        List<NodeId> learners = shard.learners();
        boolean isWell = learners.size() == Math.min(wanted, room) && takers.containsAll(learners);
        return isWell
                ? Optional.empty()
                : Optional.of(
                        "%s, of which %d are to learn, with %s"
                                .formatted(shard, wanted, image.servers()));
    }

    private static boolean isLedElsewhere(Shard shard, ClusterImage image) {
        Optional<Locality.Tier> home = image.rules().at(shard.span().from()).flatMap(Rule::leaders);
        return home.isPresent()
                && shard.voters().stream().anyMatch(node -> isHome(node, home.get(), image))
                && shard.leader().filter(node -> isHome(node, home.get(), image)).isEmpty();
    }

    private static boolean isHome(NodeId node, Locality.Tier home, ClusterImage image) {
        return image.server(node)
                .filter(one -> one.standing().takesReplicas() && one.locality().isIn(home))
                .isPresent();
    }

    private static List<NodeId> nodes(List<Member> members) {
        return members.stream().map(Member::node).sorted().toList();
    }

    private static List<NodeId> sorted(List<NodeId> nodes) {
        return nodes.stream().sorted().toList();
    }

    /// Whether the shard's own log says something else than the image.
    private Optional<String> elsewhere(Shard shard) {
        for (Machine machine : cluster.machines()) {
            List<GroupStatus> groups =
                    machine.status().map(status -> status.groups()).orElse(List.of());
            for (GroupStatus group : groups) {
                Configuration members = group.view().configuration();
                boolean leads =
                        group.group().equals(Plan.groupOf(shard.id()))
                                && group.view().established();
                boolean same =
                        nodes(members.voters()).equals(sorted(shard.voters()))
                                && nodes(members.learners()).equals(sorted(shard.learners()));
                if (leads && !same) {
                    return Optional.of(shard + " in the image, " + members);
                }
            }
        }
        return Optional.empty();
    }
}
