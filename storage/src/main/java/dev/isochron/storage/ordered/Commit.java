package dev.isochron.storage.ordered;

/// An [Edit] on its way to the disk, in two steps of one thread that may block.
///
/// Nothing of it is seen by any view before [#sync] returns. A crash before that leaves all of it
/// or nothing. Commits of one store are written and synced one after the other, never nested.
public interface Commit {
    /// Runs the edit.
    ///
    /// @throws StoreFull if there is no room; nothing was done, and it may be tried again
    /// @throws StoreFailed if the store is not usable any more
    void write();

    /// Makes it durable and visible.
    ///
    /// @throws StoreFull if there is no room; nothing was done, and it may be tried again from
    ///   [#write]
    /// @throws StoreFailed if the store is not usable any more; whether the edit was done is not
    ///   known until the store is opened again
    void sync();
}
