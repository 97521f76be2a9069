package dev.isochron.node.founding;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.Chance;
import dev.isochron.truetime.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;

/// The id of one life of a data directory: a UUID of version 7 (RFC 9562), so that of two lives of
/// one node the later one is the higher.
///
/// Only the order between the lives of one node matters. Should a clock set back make a new life
/// look older, the node draws again above the one that its peers know, see [#above].
public final class Incarnation {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MILLIS_SHIFT = 16;
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Incarnation() {}

    /// A new one for a directory made at about `now`.
    public static UUID draw(Timestamp now, Chance chance) {
        return at(now.nanos() / NANOS_PER_MILLI, chance);
    }

    /// A new one that is higher than `known`.
    public static UUID above(UUID known, Chance chance) {
        return at((known.getMostSignificantBits() >>> MILLIS_SHIFT) + 1, chance);
    }

    private static UUID at(long millis, Chance chance) {
        long high = millis << MILLIS_SHIFT | VERSION | chance.below(1 << 12);
        return new UUID(high, VARIANT | chance.below(1L << 62));
    }

    /// Whether `one` is a later life than `other`.
    public static boolean isLater(UUID one, UUID other) {
        int high =
                Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        int low =
                Long.compareUnsigned(
                        one.getLeastSignificantBits(), other.getLeastSignificantBits());
        return high != 0 ? high > 0 : low > 0;
    }

    /// The id of the cluster that these found together.
    public static UUID cluster(NavigableMap<NodeId, UUID> founders) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<NodeId, UUID> founder : founders.entrySet()) {
            text.append(founder.getKey()).append('=').append(founder.getValue()).append('\n');
        }
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
