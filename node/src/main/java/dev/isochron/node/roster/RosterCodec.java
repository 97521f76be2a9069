package dev.isochron.node.roster;

import com.google.protobuf.ByteString;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.RosterEntry;
import dev.isochron.protocol.peer.RosterWord;
import dev.isochron.protocol.wire.SharedBytes;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.UUID;

/// Rosters as bytes. Reading throws [IllegalArgumentException] if the bytes are not a roster's.
public final class RosterCodec {

    private RosterCodec() {}

    public static RosterWord write(Roster roster) {
        RosterWord.Builder to = RosterWord.newBuilder().setVersion(roster.version());
        roster.entries()
                .forEach((node, entry) ->
                        to.addEntries(
                                RosterEntry.newBuilder()
                                        .setNode(node.value())
                                        .setAddress(entry.address())
                                        .setLocality(entry.locality())
                                        .setLife(bytes(entry.life()))
                                        .setRemoved(!entry.member())));
        return to.build();
    }

    public static Roster read(RosterWord from) {
        if (from.getEntriesCount() > Roster.MAX_NODES) {
            throw new IllegalArgumentException("a roster of too many nodes");
        }
        TreeMap<NodeId, Roster.Entry> entries = new TreeMap<>();
        for (RosterEntry one : from.getEntriesList()) {
            Roster.Entry entry =
                    new Roster.Entry(
                            one.getAddress(),
                            one.getLocality(),
                            uuid(one.getLife()),
                            !one.getRemoved());
            if (entries.put(new NodeId(one.getNode()), entry) != null) {
                throw new IllegalArgumentException("a roster names a node twice");
            }
        }
        return new Roster(from.getVersion(), entries);
    }

    /// An id as its 16 bytes.
    public static ByteString bytes(UUID uuid) {
        return SharedBytes.wrap(
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
    }

    public static UUID uuid(ByteString from) {
        if (from.size() != 16) {
            throw new IllegalArgumentException("an id of " + from.size() + " bytes");
        }
        ByteBuffer bytes = from.asReadOnlyByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
