package dev.isochron.node.control;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input.MemberChange;
import dev.isochron.paxos.replica.ReplicaView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps the controller's own replicas on nodes that serve: one that is lost or drained is replaced
/// as a shard's would be, by a learner that then votes. Its own log says who the members are, so
/// there is nothing to record.
final class Seats {

    private final ReplicaHost<?> host;

    Seats(ReplicaHost<?> host) {
        this.host = host;
    }

    /// Where the voters are.
    List<NodeId> nodes() {
        return host.view().configuration().voters().stream().map(Member::node).sorted().toList();
    }

    /// The leader takes the next step, if one is needed.
    void look(ClusterImage image) {
        ReplicaView view = host.view();
        Configuration now = view.configuration();
        if (now.isJoint() || !view.established()) {
            return;
        }
        Optional<Member> leaving =
                now.voters().stream().filter(voter -> !stays(voter.node(), image)).findFirst();
        Optional<Member> coming =
                now.learners().stream()
                        .filter(learner -> now.voters().stream().noneMatch(v -> same(v, learner)))
                        .findFirst();
        if (leaving.isPresent() || coming.isPresent()) {
            host.poke();
        }
        if (leaving.isEmpty()) {
            coming.ifPresent(learner -> change(new MemberChange.RemoveLearner(learner.replica())));
        } else if (coming.isEmpty()) {
            successor(now, image).ifPresent(node -> change(new MemberChange.AddLearner(node)));
        } else if (!stays(coming.get().node(), image)) {
            change(new MemberChange.RemoveLearner(coming.get().replica()));
        } else if (host.readyLearners().contains(coming.get().replica())) {
            swap(view, leaving.get(), coming.get());
        }
    }

    private static boolean same(Member one, Member other) {
        return one.node().equals(other.node());
    }

    /// A node that nobody told the controller of yet is left alone.
    private static boolean stays(NodeId node, ClusterImage image) {
        return image.server(node).map(Server::standing).map(Standing::takesReplicas).orElse(true);
    }

    private static Optional<NodeId> successor(Configuration now, ClusterImage image) {
        return image.servers().stream()
                .filter(server -> server.standing().takesReplicas())
                .map(Server::id)
                .filter(node -> now.onNode(node).isEmpty())
                .findFirst();
    }

    private void swap(ReplicaView view, Member leaving, Member coming) {
        if (leaving.replica().equals(view.self())) {
            view.configuration().voters().stream()
                    .filter(voter -> !voter.equals(leaving))
                    .forEach(voter -> host.transfer(voter.replica()));
            return;
        }
        List<ReplicaId> voters = new ArrayList<>();
        for (Member voter : view.configuration().voters()) {
            if (!voter.equals(leaving)) {
                voters.add(voter.replica());
            }
        }
        voters.add(coming.replica());
        change(new MemberChange.SetVoters(voters));
    }

    private void change(MemberChange change) {
        host.change(change, _ -> {});
    }
}
