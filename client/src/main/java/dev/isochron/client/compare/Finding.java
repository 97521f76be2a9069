package dev.isochron.client.compare;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.SortedMap;

/// Something that replicas of a shard do not agree about.
///
/// @param where a row, or the least range that could be told
/// @param at the moment that was looked at
/// @param seen by number of the node, what its replica shows
/// @param odd the nodes that say something else than the majority; all of them if there is none
public record Finding(Span where, Timestamp at, SortedMap<Long, Sight> seen, List<Long> odd) {

    /// What one replica shows.
    public sealed interface Sight {

        /// A row.
        ///
        /// @param checksum of its bytes
        record Row(Timestamp written, int bytes, int checksum) implements Sight {
            @Override
            public String toString() {
                return "written %s, %d bytes, CRC %08x".formatted(written, bytes, checksum);
            }
        }

        record Nothing() implements Sight {
            @Override
            public String toString() {
                return "no row";
            }
        }

        /// It says itself that something is damaged.
        record Damaged(String what) implements Sight {
            @Override
            public String toString() {
                return "damaged: " + what;
            }
        }

        /// Its checksum was another one, and then its rows were not.
        record OtherChecksum() implements Sight {
            @Override
            public String toString() {
                return "another checksum at first, the same rows afterwards";
            }
        }
    }

    /// The row, if it is one.
    public Key key() {
        return where.from();
    }
}
