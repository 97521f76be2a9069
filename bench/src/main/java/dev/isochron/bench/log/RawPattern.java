package dev.isochron.bench.log;

/// How the bare disk is written to.
public enum RawPattern {
    /// One thread writes an entry, syncs, and goes on: the pattern of one client.
    ONE_WRITER,

    /// A virtual thread for each client blocks until its entry is synced by the one syncing thread:
    /// group commit as a server with blocking sessions has it.
    WRITERS,

    /// The clients are callbacks run by the syncing thread itself: no hand-off at all, every sync
    /// carries every client's entry. No server can do this; it is what the disk alone allows.
    CALLBACKS
}
