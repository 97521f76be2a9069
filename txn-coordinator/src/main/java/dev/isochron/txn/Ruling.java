package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Write;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// What applying a record came to: the same at every replica.
public sealed interface Ruling {

    /// A share is in doubt from here on.
    record Entered() implements Ruling {}

    /// These writes are versions at this timestamp now.
    record Landed(Timestamp at, List<Write> writes) implements Ruling {
        public Landed {
            writes = List.copyOf(writes);
        }
    }

    /// It counts, and no version comes of it.
    record Ended() implements Ruling {}

    /// It says again what stood already, or what is over.
    record Repeated() implements Ruling {}

    /// It lost to another outcome that came first; it counts for nothing.
    record Lost(Outcome winner) implements Ruling {}

    /// It was born before the horizon; this record counts for nothing.
    record TooEarly(Timestamp horizon) implements Ruling {}
}
