package dev.isochron.storage.ordered;

/// Sorted bytes of one data directory, shared by all its replicas.
///
/// Views may be opened by any thread; commits come from one.
public interface OrderedStore extends AutoCloseable {
    /// The longest key that a store takes: LMDB's limit.
    int MAX_KEY_BYTES = 511;

    /// A consistent view of what is durable now. Cheap: a pooled one is a fraction of a
    /// microsecond.
    ///
    /// @throws StoreFailed if the store is not usable any more
    View view();

    /// A view for work that spans many steps, such as a snapshot for another replica. It is counted
    /// apart, because it keeps the store from using deleted room again, and is bounded in time by
    /// whoever opened it.
    default View longView() {
        return view();
    }

    /// Gets an edit ready; nothing happens before [Commit#write].
    Commit prepare(Edit edit);

    StoreFigures figures();

    /// Closes it. Views and commits must be gone.
    @Override
    void close();
}
