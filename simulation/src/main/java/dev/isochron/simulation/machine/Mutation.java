package dev.isochron.simulation.machine;

/// Something in the host, the disk or the client that is broken on purpose, to prove that a judge
/// sees it. The rules of the replica itself are switched off by their own names.
public enum Mutation {
    /// P4: the disk reports syncs that it never makes.
    LYING_DISK,
    /// Breaks nothing by itself: honest clocks differ by as much as a lease leaves room for. What a
    /// leader gave before it resigned is ahead of its successor's clock then.
    WIDE_CLOCKS,
    /// S1: the state machine of one node counts something that the others do not.
    STATE_DIVERGES,
    /// Exactly once: a client that does not know what became of a command sends it under a new id.
    RETRY_UNDER_NEW_ID,
    /// Nothing lost: a client takes a command for done that it was told nothing about.
    ASSUME_DONE,
    /// Q2, attack 24: who changes a schema does not wait for the leases on it.
    IGNORE_SCHEMA_LEASES,
    /// Exactly once: a client asks for a request when nobody knows any more what became of it.
    ASK_FOR_EVER
}
