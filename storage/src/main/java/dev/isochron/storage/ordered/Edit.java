package dev.isochron.storage.ordered;

/// What one atomic batch does.
///
/// It may run again from its beginning, when the store had to grow or to free its reserve in the
/// middle; it must do the same then. Large ones put their entries in rising order: that is several
/// times quicker.
@FunctionalInterface
public interface Edit {
    void apply(Transaction transaction);
}
