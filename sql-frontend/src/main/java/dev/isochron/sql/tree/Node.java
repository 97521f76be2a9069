package dev.isochron.sql.tree;

/// Part of a statement that knows where it was written.
public interface Node {

    /// The 1-based character offset in the statement's text.
    int position();
}
