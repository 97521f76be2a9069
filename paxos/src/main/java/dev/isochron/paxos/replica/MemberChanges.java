package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Changes of members, one at a time, as the leader carries them out (DESIGN §4 "Membership").
///
/// ```
/// AddLearner, RemoveLearner   one entry
/// SetVoters                   joint(new, replacing old) ──chosen──▶ new alone
/// ```
///
/// A joint configuration that a new leader finds is finished by it, whoever began it.
final class MemberChanges {
    private final Replica replica;
    private final Peers peers;
    private Optional<Pending> pending = Optional.empty();

    /// @param token who waits for it, if anyone
    /// @param base what it changes: if that is gone, so is the sense of the change
    private record Pending(OptionalLong token, Configuration base, Configuration next) {}

    MemberChanges(Replica replica, Peers peers) {
        this.replica = replica;
        this.peers = peers;
    }

    boolean isUnderWay() {
        return pending.isPresent() || replica.log.current().isJoint();
    }

    /// The configuration that is about to be proposed, or in flight.
    Optional<Configuration> next() {
        return pending.map(Pending::next);
    }

    void request(OptionalLong token, Input.MemberChange change) {
        Object result = isUnderWay() ? "another change of members is under way" : plan(change);
        if (result instanceof Configuration next) {
            pending = Optional.of(new Pending(token, replica.log.current(), next));
        } else {
            token.ifPresent(
                    t -> replica.core.reply(t, new Effects.Fate.Rejected(result.toString())));
        }
    }

    private Object plan(Input.MemberChange change) {
        return switch (change) {
            case Input.MemberChange.AddLearner add -> planLearner(add.node());
            case Input.MemberChange.RemoveLearner remove -> planRemoval(remove.learner());
            case Input.MemberChange.SetVoters set -> planVoters(set.voters());
        };
    }

    private Object planLearner(NodeId node) {
        Configuration now = replica.log.current();
        for (Member there : now.everyone()) {
            boolean lostVoter = now.votes(there.replica()) && peers.peer(there.replica()).lost;
            if (there.node().equals(node) && !lostVoter) {
                return "node " + node + " has a replica of this group already, " + there.replica();
            }
        }
        if (now.learners().size() == Configuration.MAX_LEARNERS) {
            return "the group has " + Configuration.MAX_LEARNERS + " learners already";
        }
        List<Member> learners = new ArrayList<>(now.learners());
        learners.add(new Member(new ReplicaId(now.nextReplica()), node));
        return new Configuration(now.voters(), List.of(), learners, now.nextReplica() + 1);
    }

    private Object planRemoval(ReplicaId learner) {
        Configuration now = replica.log.current();
        List<Member> learners = new ArrayList<>(now.learners());
        if (!learners.removeIf(m -> m.replica().equals(learner))) {
            return learner + " is not a learner of this group";
        }
        return new Configuration(now.voters(), List.of(), learners, now.nextReplica());
    }

    private Object planVoters(List<ReplicaId> wanted) {
        Configuration now = replica.log.current();
        List<Member> voters = new ArrayList<>();
        for (ReplicaId id : wanted) {
            Optional<Member> member = now.member(id);
            if (member.isEmpty()) {
                return id + " is not a replica of this group: add it as a learner first";
            }
            if (!now.votes(id) && lag(id) > replica.core.settings.window()) {
                return id + " lacks " + lag(id) + " slots: wait until it has caught up";
            }
            for (Member other : voters) {
                if (other.node().equals(member.get().node()) && !other.replica().equals(id)) {
                    return other.replica()
                            + " and "
                            + id
                            + " are both on node "
                            + other.node()
                            + ": one of them votes, or losing the node would lose two votes";
                }
            }
            voters.add(member.get());
        }
        if (voters.isEmpty() || voters.size() > Configuration.MAX_VOTERS) {
            return "a group has 1 to " + Configuration.MAX_VOTERS + " voters";
        }
        if (!wanted.contains(replica.core.self)) {
            return replica.core.self + " leads and would leave: transfer leadership first";
        }
        return joint(now, voters);
    }

    private Object joint(Configuration now, List<Member> voters) {
        List<Member> learners = new ArrayList<>(now.learners());
        learners.removeAll(voters);
        Configuration next;
        try {
            next = new Configuration(voters, now.voters(), learners, now.nextReplica());
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        if (next.voters().equals(now.voters())) {
            return "these replicas are the voters already";
        }
        if (!next.isQuorum(peers::isLive)) {
            return "no majority of " + voters + " has been heard lately: the group would stop";
        }
        return next;
    }

    long lag(ReplicaId id) {
        return replica.log.chosen().value() - peers.peer(id).held.value();
    }

    /// A joint configuration was chosen and nothing is pending: it is finished by its second half.
    void finishJoint() {
        Configuration now = replica.log.current();
        if (now.isJoint() && pending.isEmpty()) {
            Configuration alone =
                    new Configuration(now.voters(), List.of(), now.learners(), now.nextReplica());
            pending = Optional.of(new Pending(OptionalLong.empty(), now, alone));
        }
    }

    /// True if the pending change may be proposed: no lease that was counted so far may outlast
    /// what the new quorum has granted (attack 8).
    boolean mayPropose(Timestamp leaseEnd) {
        return pending.isPresent()
                && (!replica.core.keeps(Rule.LEASE_OF_EVERY_CONFIGURATION)
                        || !peers.leaseOf(pending.get().next()).isBefore(leaseEnd));
    }

    Entry.Reconfigure entry() {
        return new Entry.Reconfigure(pending.orElseThrow().next());
    }

    /// A configuration was chosen; answers whoever waited for it.
    void chosen(Slot slot, Configuration configuration) {
        if (pending.isEmpty() || pending.get().base().equals(configuration)) {
            return;
        }
        OptionalLong token = pending.get().token();
        boolean done = pending.get().next().equals(configuration);
        pending = Optional.empty();
        if (!done) {
            token.ifPresent(t -> replica.core.reply(t, OVERTAKEN));
        } else if (configuration.isJoint()) {
            finishJoint();
            pending = pending.map(p -> new Pending(token, p.base(), p.next()));
        } else {
            token.ifPresent(t -> replica.core.reply(t, new Effects.Fate.Chosen(slot)));
        }
    }

    private static final Effects.Fate OVERTAKEN =
            new Effects.Fate.Rejected("the members changed meanwhile: look again, then ask again");

    /// This replica leads no more; what was pending may or may not happen.
    void abandon() {
        pending.flatMap(p ->
                        p.token().isPresent()
                                ? Optional.of(p.token().getAsLong())
                                : Optional.empty())
                .ifPresent(t -> replica.core.reply(t, new Effects.Fate.Unknown()));
        pending = Optional.empty();
    }

    @Override
    public String toString() {
        return pending.map(p -> "changing to " + p.next()).orElse("");
    }
}
