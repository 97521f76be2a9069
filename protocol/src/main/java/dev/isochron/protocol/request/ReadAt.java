package dev.isochron.protocol.request;

import dev.isochron.truetime.Timestamp;
import java.time.Duration;

/// Which moment a read without locks shows. Whichever it is, the reply names the timestamp, and
/// every shard can be asked for that same one then.
public sealed interface ReadAt {

    /// Everything that was acknowledged before the request was sent.
    ///
    /// @param oneShard true if no other shard will be asked for the same timestamp: then a leader
    ///   may answer as of its last one and wait for nothing
    record Strong(boolean oneShard) implements ReadAt {}

    record Exact(Timestamp timestamp) implements ReadAt {}

    /// As things were so long ago.
    record ExactStaleness(Duration age) implements ReadAt {
        public ExactStaleness {
            requireNotNegative(age);
        }
    }

    /// As fresh as the asked replica has it, but no older than this.
    record MaxStaleness(Duration age) implements ReadAt {
        public MaxStaleness {
            requireNotNegative(age);
        }
    }

    /// As fresh as the asked replica has it, but no older than this commit.
    record AtLeast(Timestamp timestamp) implements ReadAt {}

    private static void requireNotNegative(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("staleness is not negative, but was " + age);
        }
    }
}
