package dev.isochron.storage.ordered;

/// One consistent state of a store, as it was when the view was opened.
///
/// It must be closed soon, and never be held across a wait: as long as it is open, the store cannot
/// use again the room of anything that was deleted since. One thread uses it at a time.
public interface View extends Cursor, AutoCloseable {
    @Override
    void close();
}
