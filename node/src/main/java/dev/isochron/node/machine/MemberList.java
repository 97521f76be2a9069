package dev.isochron.node.machine;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A configuration as it stands in checkpoints and marks: voters, outgoing, learners, each `count:
/// i32, count * (replica: i64, node: i64)`, then `nextReplica: i64`.
public final class MemberList {

    private static final int MEMBER_BYTES = 16;

    private MemberList() {}

    /// What [#put] takes.
    public static int bytesOf(Configuration c) {
        int members = c.voters().size() + c.outgoing().size() + c.learners().size();
        return 3 * 4 + members * MEMBER_BYTES + 8;
    }

    /// Appends a configuration.
    public static void put(ByteBuffer into, Configuration configuration) {
        put(into, configuration.voters());
        put(into, configuration.outgoing());
        put(into, configuration.learners());
        into.putLong(configuration.nextReplica());
    }

    private static void put(ByteBuffer into, List<Member> members) {
        into.putInt(members.size());
        for (Member member : members) {
            into.putLong(member.replica().value()).putLong(member.node().value());
        }
    }

    /// Takes a configuration from where one was [put][#put].
    ///
    /// @throws IllegalArgumentException if there is no configuration here
    public static Configuration read(ByteBuffer from) {
        List<Member> voters = members(from);
        List<Member> outgoing = members(from);
        List<Member> learners = members(from);
        return new Configuration(voters, outgoing, learners, from.getLong());
    }

    private static List<Member> members(ByteBuffer from) {
        int count = from.getInt();
        if (count < 0 || (long) count * MEMBER_BYTES > from.remaining()) {
            throw new IllegalArgumentException("a list of " + count + " members");
        }
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(new ReplicaId(from.getLong()), new NodeId(from.getLong())));
        }
        return members;
    }
}
