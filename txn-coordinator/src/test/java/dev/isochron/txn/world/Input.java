package dev.isochron.txn.world;

/// What can happen to a shard.
sealed interface Input {

    record Deliver(Wire wire) implements Input {}

    /// The first record in flight is chosen and applied.
    record Choose() implements Input {}

    /// The leader dies. Of what it had proposed, those with their bit set are found by the next.
    record Crash(int found) implements Input {}

    record Tick() implements Input {}

    /// Another transaction writes a row that is not locked.
    ///
    /// @param readRow the one that was read; else the one that is written
    record Rival(boolean readRow) implements Input {}

    record Wound() implements Input {}

    /// Nothing was heard of the client: what has not voted is ended.
    record Idle() implements Input {}

    record Horizon() implements Input {}
}
