package dev.isochron.paxos.log;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Bytes to record: the body of a frame whose checksum is right. [RecordWriter] is its inverse.
///
/// The bytes are still judged as if they were hostile: no length is believed beyond the body, and
/// what does not make a record throws [UnreadableRecord] and nothing else.
final class RecordReader {
    /// A body that is no record of this version.
    static final class UnreadableRecord extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableRecord(String what) {
            super(what);
        }
    }

    private RecordReader() {}

    /// Reads a body from the buffer's position up to its limit, all of it.
    static LoggedRecord read(ByteBuffer body) throws UnreadableRecord {
        try {
            LoggedRecord record = decode(body);
            if (body.hasRemaining()) {
                throw new UnreadableRecord(body.remaining() + " bytes follow the record's end");
            }
            return record;
        } catch (BufferUnderflowException _) {
            throw new UnreadableRecord("the record ends too early");
        } catch (IllegalArgumentException impossible) {
            throw new UnreadableRecord(String.valueOf(impossible.getMessage()));
        }
    }

    private static LoggedRecord decode(ByteBuffer from) throws UnreadableRecord {
        byte kind = from.get();
        long group = from.getLong();
        if (kind >= RecordKind.HORIZON && group != 0) {
            throw new UnreadableRecord("a record of the store names group " + group);
        }
        return switch (kind) {
            case RecordKind.DAMAGE_NOTED ->
                    new LoggedRecord.DamageNoted(
                            new Position(from.getLong()), new Position(from.getLong()));
            case RecordKind.REMOVED_BEFORE ->
                    new LoggedRecord.RemovedBefore(new GroupId(from.getLong()), replica(from));
            default ->
                    new LoggedRecord.Hard(
                            kind < RecordKind.HORIZON
                                    ? ofReplica(kind, new GroupId(group), from)
                                    : ofStore(kind, from));
        };
    }

    private static HardRecord ofReplica(byte kind, GroupId group, ByteBuffer from)
            throws UnreadableRecord {
        return switch (kind) {
            case RecordKind.BEGAN ->
                    new HardRecord.Began(group, replica(from), slot(from), configuration(from));
            case RecordKind.PROMISED -> new HardRecord.Promised(group, ballot(from));
            case RecordKind.ACCEPTED ->
                    new HardRecord.Accepted(group, slot(from), ballot(from), entry(from));
            case RecordKind.LEARNED -> new HardRecord.Learned(group, slot(from), entry(from));
            case RecordKind.CHOSEN_MARK -> new HardRecord.ChosenMark(group, slot(from));
            case RecordKind.FORGOT -> new HardRecord.Forgot(group, replica(from));
            case RecordKind.REMOVED -> new HardRecord.Removed(group, replica(from));
            default -> throw new UnreadableRecord("unknown kind of record: " + kind);
        };
    }

    private static HardRecord ofStore(byte kind, ByteBuffer from) throws UnreadableRecord {
        return switch (kind) {
            case RecordKind.HORIZON -> new HardRecord.Horizon(new Timestamp(from.getLong()));
            case RecordKind.BOOTED -> new HardRecord.Booted(from.getLong());
            case RecordKind.PEER_SEEN ->
                    new HardRecord.PeerSeen(new NodeId(from.getLong()), uuid(from), from.getLong());
            case RecordKind.PEER_AT ->
                    new HardRecord.PeerSeen(
                            new NodeId(from.getLong()), uuid(from), from.getLong(), from.getLong());
            default -> throw new UnreadableRecord("unknown kind of record: " + kind);
        };
    }

    private static Entry entry(ByteBuffer from) throws UnreadableRecord {
        byte kind = from.get();
        return switch (kind) {
            case RecordKind.ENTRY_NOOP -> Entry.NOOP;
            case RecordKind.ENTRY_COMMANDS -> {
                if (from.remaining() > Entry.MAX_BYTES) {
                    throw new UnreadableRecord("an entry of " + from.remaining() + " bytes");
                }
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                yield new Entry.Commands(bytes);
            }
            case RecordKind.ENTRY_RECONFIGURE -> new Entry.Reconfigure(configuration(from));
            default -> throw new UnreadableRecord("unknown kind of entry: " + kind);
        };
    }

    private static Configuration configuration(ByteBuffer from) throws UnreadableRecord {
        long nextReplica = from.getLong();
        List<Member> voters = members(from, Configuration.MAX_VOTERS);
        List<Member> outgoing = members(from, Configuration.MAX_VOTERS);
        List<Member> learners = members(from, Configuration.MAX_LEARNERS);
        return new Configuration(voters, outgoing, learners, nextReplica);
    }

    private static List<Member> members(ByteBuffer from, int atMost) throws UnreadableRecord {
        int count = Byte.toUnsignedInt(from.get());
        if (count > atMost) {
            throw new UnreadableRecord("a list of " + count + " members");
        }
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(replica(from), new NodeId(from.getLong())));
        }
        return members;
    }

    private static ReplicaId replica(ByteBuffer from) {
        return new ReplicaId(from.getLong());
    }

    private static Slot slot(ByteBuffer from) {
        return new Slot(from.getLong());
    }

    private static Ballot ballot(ByteBuffer from) {
        return new Ballot(from.getLong(), from.getLong());
    }

    private static UUID uuid(ByteBuffer from) {
        return new UUID(Long.reverseBytes(from.getLong()), Long.reverseBytes(from.getLong()));
    }
}
