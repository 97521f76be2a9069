package dev.isochron.txn.world;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// One moment of a small world: everything is a number that [Catalogue] knows.
///
/// @param boxes one for each shard
/// @param net the set of messages ever sent
/// @param now how often time moved on
/// @param before the world it came from
/// @param move what led here, for people
@SuppressWarnings("ArrayRecordComponent") // compared by key only; never changed
record World(int[] boxes, int net, int now, Optional<World> before, Object move) {

    Key key() {
        return new Key(31 * Arrays.hashCode(boxes) + now, boxes, now);
    }

    /// The moves that led here, one a line.
    String story() {
        Deque<String> lines = new ArrayDeque<>();
        Optional<World> world = Optional.of(this);
        while (world.isPresent()) {
            lines.addFirst(world.get().move.toString());
            world = world.get().before;
        }
        return String.join("\n", lines);
    }

    /// A world but for its messages. Of two that share it, one with more messages can do all that
    /// the other can.
    @SuppressWarnings("ArrayRecordComponent") // compared by content, below
    record Key(int hash, int[] boxes, int now) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && hash == key.hash
                    && now == key.now
                    && Arrays.equals(boxes, key.boxes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
