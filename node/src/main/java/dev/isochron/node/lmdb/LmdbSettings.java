package dev.isochron.node.lmdb;

/// Sizes of an LMDB environment.
///
/// @param mapBytes the address space that is kept for it; the file grows into it as needed, and
///   when it is used up the map is made twice as large
/// @param reserveBytes the file that is given up when the disk is full
/// @param maxReaders read transactions at one time, over all threads
public record LmdbSettings(long mapBytes, long reserveBytes, int maxReaders) {
    /// A terabyte of address space costs nothing on a 64-bit machine, so the map practically never
    /// has to grow. The reserve takes a few small flushes: the outcomes of what was in flight, and
    /// deletions.
    public static final LmdbSettings USUAL = new LmdbSettings(1L << 40, 64L << 20, 1024);

    /// The smallest map LMDB starts with sensibly.
    private static final long LEAST_MAP = 64 * 1024;

    public LmdbSettings {
        if (mapBytes < LEAST_MAP || reserveBytes < 0 || maxReaders < 1) {
            throw new IllegalArgumentException("an environment of no size");
        }
    }
}
