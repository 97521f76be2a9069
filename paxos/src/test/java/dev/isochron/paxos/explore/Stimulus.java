package dev.isochron.paxos.explore;

/// What can happen to one node.
sealed interface Stimulus {
    record Arrives(Letter letter) implements Stimulus {}

    /// Its timer fires.
    record Ticks() implements Stimulus {}

    /// A client wants `value` in the log.
    record IsGiven(String value) implements Stimulus {}

    /// So much time passes everywhere that every lease is past.
    record Waits() implements Stimulus {}

    /// Its disk syncs, where that is a step of its own.
    record Syncs() implements Stimulus {}

    /// It loses power and starts again.
    record Crashes() implements Stimulus {}
}
