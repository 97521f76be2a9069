package dev.isochron.storage;

import java.util.Set;

/// Sizes of storage.
///
/// @param flushBytes tables of this size together are worth a flush: LMDB writes few, large, sorted
///   batches several times quicker than many small ones
/// @param stallBytes at this size writers are slowed until a flush is done; it bounds the heap
/// @param deleteStep how many entries a batch deletes when a whole range goes, so that other work
///   waits milliseconds, not minutes
/// @param sweepStep how many entries a sweep looks at in one batch
/// @param rules [StorageRule#all()], except where a test proves that a rule is needed
public record StorageSettings(
        long flushBytes, long stallBytes, int deleteStep, int sweepStep, Set<StorageRule> rules) {
    public static final StorageSettings USUAL =
            new StorageSettings(64L << 20, 256L << 20, 20_000, 20_000);

    /// The least that is worth a batch of its own.
    private static final long LEAST_FLUSH = 4L << 20;

    /// What suits a heap: the usual sizes, or less, so that tables never take more than a quarter.
    public static StorageSettings forHeap(long bytes) {
        long flush = Math.clamp(bytes / 16, LEAST_FLUSH, USUAL.flushBytes);
        long stall = Math.clamp(bytes / 4, 2 * flush, USUAL.stallBytes);
        return new StorageSettings(flush, stall, USUAL.deleteStep, USUAL.sweepStep);
    }

    /// All rules are kept.
    public StorageSettings(long flushBytes, long stallBytes, int deleteStep, int sweepStep) {
        this(flushBytes, stallBytes, deleteStep, sweepStep, StorageRule.all());
    }

    /// The same sizes without a rule.
    public StorageSettings without(StorageRule dropped) {
        return new StorageSettings(
                flushBytes, stallBytes, deleteStep, sweepStep, StorageRule.allBut(dropped));
    }

    public StorageSettings {
        if (flushBytes < 1 || stallBytes <= flushBytes || deleteStep < 1 || sweepStep < 1) {
            throw new IllegalArgumentException(
                    "sizes are positive, and writers stall only beyond what starts a flush");
        }
    }
}
