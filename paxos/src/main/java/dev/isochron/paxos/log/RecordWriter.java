package dev.isochron.paxos.log;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import java.nio.ByteBuffer;
import java.util.List;

/// Record to bytes: the body of a frame. [RecordReader] is its inverse.
///
/// Every body begins with the kind (u1) and the group (u8, 0 for what belongs to the store).
final class RecordWriter {
    private static final int LONG = Long.BYTES;
    private static final int MEMBER_BYTES = 2 * LONG;

    private RecordWriter() {}

    /// How many bytes [#write] will put.
    static int bodyBytes(HardRecord record) {
        return LogFormat.BODY_PREFIX_BYTES
                + switch (record) {
                    case HardRecord.Began r -> 2 * LONG + bytes(r.configuration());
                    case HardRecord.Promised _ -> 2 * LONG;
                    case HardRecord.Accepted r -> 3 * LONG + bytes(r.entry());
                    case HardRecord.Learned r -> LONG + bytes(r.entry());
                    case HardRecord.ChosenMark _ -> LONG;
                    case HardRecord.Forgot _ -> LONG;
                    case HardRecord.Removed _ -> LONG;
                    case HardRecord.Horizon _ -> LONG;
                    case HardRecord.Booted _ -> LONG;
                    case HardRecord.PeerSeen r -> (r.place() == 0 ? 4 : 5) * LONG;
                };
    }

    static void write(HardRecord record, ByteBuffer to) {
        switch (record) {
            case HardRecord.Began r -> {
                begin(to, RecordKind.BEGAN, r.group());
                to.putLong(r.replica().value()).putLong(r.begin().value());
                write(r.configuration(), to);
            }
            case HardRecord.Promised r -> {
                begin(to, RecordKind.PROMISED, r.group());
                write(r.ballot(), to);
            }
            case HardRecord.Accepted r -> {
                begin(to, RecordKind.ACCEPTED, r.group()).putLong(r.slot().value());
                write(r.ballot(), to);
                write(r.entry(), to);
            }
            case HardRecord.Learned r -> {
                begin(to, RecordKind.LEARNED, r.group()).putLong(r.slot().value());
                write(r.entry(), to);
            }
            case HardRecord.ChosenMark r ->
                    begin(to, RecordKind.CHOSEN_MARK, r.group()).putLong(r.slot().value());
            case HardRecord.Forgot r ->
                    begin(to, RecordKind.FORGOT, r.group()).putLong(r.replica().value());
            case HardRecord.Removed r ->
                    begin(to, RecordKind.REMOVED, r.group()).putLong(r.replica().value());
            case HardRecord.Horizon r -> store(to, RecordKind.HORIZON).putLong(r.until().nanos());
            case HardRecord.Booted r -> store(to, RecordKind.BOOTED).putLong(r.boot());
            case HardRecord.PeerSeen r -> {
                byte kind = r.place() == 0 ? RecordKind.PEER_SEEN : RecordKind.PEER_AT;
                store(to, kind).putLong(r.node().value());
                StoreIdentity.put(to, r.incarnation());
                to.putLong(r.boot());
                if (r.place() != 0) {
                    to.putLong(r.place());
                }
            }
        }
    }

    static int bodyBytes(LoggedRecord record) {
        return switch (record) {
            case LoggedRecord.Hard(HardRecord fact) -> bodyBytes(fact);
            case LoggedRecord.RemovedBefore _ -> LogFormat.BODY_PREFIX_BYTES + 2 * LONG;
            case LoggedRecord.DamageNoted _ -> LogFormat.BODY_PREFIX_BYTES + 2 * LONG;
        };
    }

    static void write(LoggedRecord record, ByteBuffer to) {
        switch (record) {
            case LoggedRecord.Hard(HardRecord fact) -> write(fact, to);
            case LoggedRecord.RemovedBefore r ->
                    store(to, RecordKind.REMOVED_BEFORE)
                            .putLong(r.group().value())
                            .putLong(r.replica().value());
            case LoggedRecord.DamageNoted r ->
                    store(to, RecordKind.DAMAGE_NOTED)
                            .putLong(r.from().value())
                            .putLong(r.to().value());
        }
    }

    private static ByteBuffer begin(ByteBuffer to, byte kind, GroupId group) {
        return to.put(kind).putLong(group.value());
    }

    private static ByteBuffer store(ByteBuffer to, byte kind) {
        return to.put(kind).putLong(0);
    }

    private static void write(Ballot ballot, ByteBuffer to) {
        to.putLong(ballot.round()).putLong(ballot.owner());
    }

    private static void write(Entry entry, ByteBuffer to) {
        switch (entry) {
            case Entry.Noop _ -> to.put(RecordKind.ENTRY_NOOP);
            case Entry.Commands e -> to.put(RecordKind.ENTRY_COMMANDS).put(e.bytes());
            case Entry.Reconfigure e ->
                    write(e.configuration(), to.put(RecordKind.ENTRY_RECONFIGURE));
        }
    }

    private static void write(Configuration configuration, ByteBuffer to) {
        to.putLong(configuration.nextReplica());
        write(configuration.voters(), to);
        write(configuration.outgoing(), to);
        write(configuration.learners(), to);
    }

    private static void write(List<Member> members, ByteBuffer to) {
        to.put((byte) members.size());
        for (Member member : members) {
            to.putLong(member.replica().value()).putLong(member.node().value());
        }
    }

    private static int bytes(Entry entry) {
        return 1
                + switch (entry) {
                    case Entry.Noop _ -> 0;
                    case Entry.Commands e -> e.bytes().length;
                    case Entry.Reconfigure e -> bytes(e.configuration());
                };
    }

    private static int bytes(Configuration c) {
        int members = c.voters().size() + c.outgoing().size() + c.learners().size();
        return LONG + 3 + members * MEMBER_BYTES;
    }
}
