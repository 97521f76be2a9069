package dev.isochron.protocol.commit;

import dev.isochron.protocol.error.Failure;
import dev.isochron.truetime.Timestamp;

/// What became of a transaction; one for each id, for ever (T4).
public sealed interface Outcome {

    /// It is done.
    ///
    /// @param at its timestamp, the same on all shards
    record Committed(Timestamp at) implements Outcome {}

    /// Nothing of it remains.
    ///
    /// @param why what to tell its client: mostly [dev.isochron.protocol.error.Aborted], but a row
    ///   that is there already is [dev.isochron.protocol.error.BadInput]
    record Undone(Failure why) implements Outcome {}
}
