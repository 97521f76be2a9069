package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Replaces a replica that lost its memory: a learner under a new id on the same node, and when
/// that has caught up, the learner's vote for the lost one's (P6). Decided without the lost one's
/// vote.
final class Healer {
    private final Replica replica;
    private final Peers peers;
    private final MemberChanges changes;

    /// Nodes whose learner was lost: each gets another one, under a new id.
    private final TreeSet<NodeId> bereft = new TreeSet<>();

    Healer(Replica replica, Peers peers, MemberChanges changes) {
        this.replica = replica;
        this.peers = peers;
        this.changes = changes;
    }

    void look() {
        if (changes.isUnderWay()) {
            return;
        }
        Configuration now = replica.log.current();
        for (Member learner : now.learners()) {
            if (isNeedless(learner, now)) {
                ask(new Input.MemberChange.RemoveLearner(learner.replica()));
                return;
            }
            if (peers.peer(learner.replica()).lost) {
                bereft.add(learner.node());
                ask(new Input.MemberChange.RemoveLearner(learner.replica()));
                return;
            }
        }
        if (!bereft.isEmpty()) {
            ask(new Input.MemberChange.AddLearner(bereft.pollFirst()));
            return;
        }
        for (Member voter : now.voters()) {
            if (peers.peer(voter.replica()).lost) {
                heal(now, voter);
                return;
            }
        }
    }

    /// A voter that its node did not know came after all, as one that a split made late does: who
    /// was to succeed it finds no place on that node, and stands in the way of other changes.
    private boolean isNeedless(Member learner, Configuration now) {
        return now.voters().stream()
                .filter(voter -> voter.node().equals(learner.node()))
                .map(Member::replica)
                .anyMatch(voter -> peers.isLive(voter) && !peers.peer(voter).lost);
    }

    private void heal(Configuration now, Member lost) {
        Optional<Member> successor =
                now.learners().stream().filter(m -> m.node().equals(lost.node())).findFirst();
        if (successor.isEmpty()) {
            ask(new Input.MemberChange.AddLearner(lost.node()));
        } else if (isReady(successor.get().replica())) {
            List<ReplicaId> voters = new ArrayList<>();
            now.voters().forEach(m -> voters.add(m.replica()));
            voters.remove(lost.replica());
            voters.add(successor.get().replica());
            ask(new Input.MemberChange.SetVoters(voters));
        }
    }

    /// Whether a learner has so much that it may vote.
    boolean isReady(ReplicaId learner) {
        return peers.isLive(learner)
                && !peers.peer(learner).lost
                && changes.lag(learner) <= replica.core.settings.window();
    }

    private void ask(Input.MemberChange change) {
        changes.request(OptionalLong.empty(), change);
    }
}
