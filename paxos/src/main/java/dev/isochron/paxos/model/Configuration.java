package dev.isochron.paxos.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// Who votes and who listens. While voters are being swapped the configuration is *joint*: a quorum
/// is then a majority of `voters` and a majority of `outgoing`.
///
/// `nextReplica` is the smallest replica id that was never used in this group; it only rises, which
/// is what keeps ids from being used twice.
///
/// @param voters the replicas that vote, sorted by id, at least one and at most [#MAX_VOTERS]
/// @param outgoing the voters being replaced, sorted by id; empty unless joint
/// @param learners replicas that receive the log and do not vote, sorted by id
/// @param nextReplica above every id in use or ever used
public record Configuration(
        List<Member> voters, List<Member> outgoing, List<Member> learners, long nextReplica) {
    /// More voters slow every write and add little: five already survive two losses.
    public static final int MAX_VOTERS = 7;

    /// Learners are replicas in transit and read-only copies; each costs the leader a stream.
    public static final int MAX_LEARNERS = 16;

    public Configuration {
        voters = sorted(voters);
        outgoing = sorted(outgoing);
        learners = sorted(learners);
        if (voters.isEmpty() || voters.size() > MAX_VOTERS || outgoing.size() > MAX_VOTERS) {
            throw new IllegalArgumentException(
                    "a group has 1 to " + MAX_VOTERS + " voters, not " + voters.size());
        }
        if (learners.size() > MAX_LEARNERS) {
            throw new IllegalArgumentException("at most " + MAX_LEARNERS + " learners");
        }
        requireDistinct(voters, learners, outgoing, nextReplica);
    }

    /// The first configuration of a group: replica `i` lives on the i-th of the given nodes.
    public static Configuration initial(List<NodeId> nodes) {
        List<Member> voters = new ArrayList<>();
        for (NodeId node : nodes) {
            voters.add(new Member(new ReplicaId(voters.size() + 1L), node));
        }
        return new Configuration(voters, List.of(), List.of(), voters.size() + 1L);
    }

    public boolean isJoint() {
        return !outgoing.isEmpty();
    }

    /// True if `holds` is true of a majority of the voters, and of the outgoing ones while joint.
    public boolean isQuorum(Predicate<ReplicaId> holds) {
        return majority(voters, holds) && (outgoing.isEmpty() || majority(outgoing, holds));
    }

    /// The largest value that a quorum has reached: the element that a majority is at or above.
    public <T> T reachedByQuorum(Function<ReplicaId, T> value, Comparator<T> order) {
        T reached = reached(voters, value, order);
        if (outgoing.isEmpty()) {
            return reached;
        }
        T old = reached(outgoing, value, order);
        return order.compare(reached, old) <= 0 ? reached : old;
    }

    /// Everyone who gets the log: voters, outgoing voters and learners, by id, each once.
    public List<Member> everyone() {
        if (outgoing.isEmpty() && learners.isEmpty()) {
            return voters;
        }
        TreeSet<Member> all = new TreeSet<>(voters);
        all.addAll(outgoing);
        all.addAll(learners);
        return List.copyOf(all);
    }

    public boolean votes(ReplicaId replica) {
        return contains(voters, replica) || contains(outgoing, replica);
    }

    public boolean contains(ReplicaId replica) {
        return votes(replica) || contains(learners, replica);
    }

    public Optional<Member> member(ReplicaId replica) {
        for (Member member : everyone()) {
            if (member.replica().equals(replica)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /// True if the replica that `claimed` names is a member here and lives on another node: ids
    /// never move, so whoever says so speaks for somebody else.
    public boolean contradicts(Member claimed) {
        return lodgesElsewhere(voters, claimed)
                || lodgesElsewhere(outgoing, claimed)
                || lodgesElsewhere(learners, claimed);
    }

    private static boolean lodgesElsewhere(List<Member> in, Member claimed) {
        for (Member member : in) {
            if (member.replica().equals(claimed.replica())) {
                return !member.node().equals(claimed.node());
            }
        }
        return false;
    }

    public Optional<Member> onNode(NodeId node) {
        return everyone().stream().filter(m -> m.node().equals(node)).findFirst();
    }

    private static boolean majority(List<Member> of, Predicate<ReplicaId> holds) {
        int count = 0;
        for (Member member : of) {
            if (holds.test(member.replica())) {
                count++;
            }
        }
        return count > of.size() / 2;
    }

    private static <T> T reached(
            List<Member> of, Function<ReplicaId, T> value, Comparator<T> order) {
        List<T> values = new ArrayList<>(of.size());
        for (Member member : of) {
            values.add(value.apply(member.replica()));
        }
        values.sort(order.reversed());
        return values.get(of.size() / 2);
    }

    private static boolean contains(List<Member> in, ReplicaId replica) {
        for (Member member : in) {
            if (member.replica().equals(replica)) {
                return true;
            }
        }
        return false;
    }

    private static List<Member> sorted(List<Member> members) {
        return members.stream().sorted().toList();
    }

    private static void requireDistinct(
            List<Member> voters, List<Member> learners, List<Member> outgoing, long nextReplica) {
        TreeSet<ReplicaId> seen = new TreeSet<>();
        for (Member member : voters) {
            require(seen.add(member.replica()), "replica listed twice: " + member);
        }
        for (Member member : learners) {
            require(seen.add(member.replica()), "replica listed twice: " + member);
        }
        TreeSet<ReplicaId> old = new TreeSet<>();
        for (Member member : outgoing) {
            require(old.add(member.replica()), "replica listed twice: " + member);
            require(!contains(learners, member.replica()), "votes and learns: " + member);
        }
        seen.addAll(old);
        require(seen.last().value() < nextReplica, "nextReplica is not above " + seen.last());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String toString() {
        return voters
                + (outgoing.isEmpty() ? "" : " replacing " + outgoing)
                + (learners.isEmpty() ? "" : " learners " + learners);
    }
}
