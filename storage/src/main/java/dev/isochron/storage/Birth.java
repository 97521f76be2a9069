package dev.isochron.storage;

/// A split that the store does not know yet: what it holds of the child, it holds as the parent's.
///
/// The parent's first flush with its smaller span and the child's first flush are one batch. If
/// only one of them were durable, a crash would leave keys that are nobody's, or two replicas that
/// overlap (C3).
record Birth(ReplicaStore parent, ReplicaStore child) {
    /// Whether a flush of the parent is from before the split.
    boolean isBefore(Frozen ofParent) {
        return ofParent.header().span().overlaps(child.span());
    }
}
