package dev.isochron.client.txn;

/// A place in what a transaction said so far, to go back to.
///
/// @param depth of the marks that were set up to here, this one included
public record Mark(int depth) {}
