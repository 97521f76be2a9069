package dev.isochron.node.wire;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.wire.SharedBytes;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// The nouns inside messages, on their way in: each is checked before it becomes a record.
final class TermReader {

    /// Slots, rounds and timestamps are counted up from here and there; above this bound (the year
    /// 2116, for timestamps) a peer is not believed, so that counting up never overflows.
    static final long LARGEST = 1L << 62;

    /// Members that are read before the configuration itself says how many it takes.
    private static final int MAX_MEMBERS =
            Math.max(Configuration.MAX_VOTERS, Configuration.MAX_LEARNERS);

    private TermReader() {}

    static long number(long value, String what) throws MalformedFrame {
        if (value < 0 || value > LARGEST) {
            throw new MalformedFrame(what + " is out of range: " + Long.toUnsignedString(value));
        }
        return value;
    }

    static void require(boolean holds, String what) throws MalformedFrame {
        if (!holds) {
            throw new MalformedFrame(what);
        }
    }

    static Slot slot(long value) throws MalformedFrame {
        return new Slot(number(value, "a slot"));
    }

    /// A slot that an entry can be in.
    static Slot entrySlot(long value) throws MalformedFrame {
        require(value != 0, "no entry is in slot 0");
        return slot(value);
    }

    static Timestamp timestamp(long nanos) throws MalformedFrame {
        return new Timestamp(number(nanos, "a timestamp"));
    }

    static ReplicaId replica(long value) throws MalformedFrame {
        require(value != 0, "replica 0");
        return new ReplicaId(number(value, "a replica"));
    }

    static NodeId node(long value) throws MalformedFrame {
        require(value != 0, "node 0");
        return new NodeId(number(value, "a node"));
    }

    /// A ballot; absent or zero means none.
    static Ballot anyBallot(dev.isochron.protocol.peer.Ballot ballot) throws MalformedFrame {
        long round = number(ballot.getRound(), "a round");
        long owner = number(ballot.getOwner(), "a ballot's owner");
        require((round == 0) == (owner == 0), "half a ballot");
        return new Ballot(round, owner);
    }

    static Ballot ballot(dev.isochron.protocol.peer.Ballot ballot) throws MalformedFrame {
        Ballot read = anyBallot(ballot);
        require(!read.isNone(), "a ballot is missing");
        return read;
    }

    static Entry entry(dev.isochron.protocol.peer.Entry entry) throws MalformedFrame {
        return switch (entry.getValueCase()) {
            case COMMANDS -> {
                require(entry.getCommands().size() <= Entry.MAX_BYTES, "an entry is too long");
                yield new Entry.Commands(SharedBytes.unwrap(entry.getCommands()));
            }
            case RECONFIGURE -> new Entry.Reconfigure(configuration(entry.getReconfigure()));
            case NOOP -> Entry.NOOP;
            case VALUE_NOT_SET -> throw new MalformedFrame("an entry has no value");
        };
    }

    static List<Entry> entries(List<dev.isochron.protocol.peer.Entry> from) throws MalformedFrame {
        List<Entry> entries = new ArrayList<>(from.size());
        for (dev.isochron.protocol.peer.Entry entry : from) {
            entries.add(entry(entry));
        }
        return entries;
    }

    static AcceptedEntry accepted(dev.isochron.protocol.peer.AcceptedEntry from)
            throws MalformedFrame {
        return new AcceptedEntry(
                entrySlot(from.getSlot()), anyBallot(from.getBallot()), entry(from.getEntry()));
    }

    static Configuration configuration(dev.isochron.protocol.peer.Configuration from)
            throws MalformedFrame {
        long nextReplica = number(from.getNextReplica(), "the next replica");
        try {
            return new Configuration(
                    members(from.getVotersList()),
                    members(from.getOutgoingList()),
                    members(from.getLearnersList()),
                    nextReplica);
        } catch (IllegalArgumentException refused) {
            throw new MalformedFrame("a configuration: " + refused.getMessage(), refused);
        }
    }

    private static List<Member> members(List<dev.isochron.protocol.peer.Member> from)
            throws MalformedFrame {
        require(from.size() <= MAX_MEMBERS, "too many members");
        List<Member> members = new ArrayList<>(from.size());
        for (dev.isochron.protocol.peer.Member member : from) {
            members.add(new Member(replica(member.getReplica()), node(member.getNode())));
        }
        return members;
    }

    static Beat beat(dev.isochron.protocol.peer.Beat from) throws MalformedFrame {
        return new Beat(
                slot(from.getChosen()), timestamp(from.getLeaseUntil()), slot(from.getKeepFrom()));
    }

    static Pulse pulse(dev.isochron.protocol.peer.Pulse from) throws MalformedFrame {
        return new Pulse(
                timestamp(from.getGrantedUntil()), slot(from.getHeld()), from.getVoteless());
    }

    static Resignation resignation(dev.isochron.protocol.peer.Resignation from)
            throws MalformedFrame {
        return new Resignation(ballot(from.getBallot()), timestamp(from.getFloor()));
    }
}
