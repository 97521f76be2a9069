package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.Load;

/// How much one shard may have before it is cut, and how little two neighbours have that are put
/// together again.
///
/// A cut leaves each half a quarter at least, and a merged shard has a quarter of a bound at most:
/// so neither is ever followed by the other for what was there before.
///
/// @param bytes of rows, in one copy; 0 to cut no shard for its size
/// @param requests per second; 0 to cut no shard for its load
public record Sizes(long bytes, long requests) {

    /// Moved in ten seconds at the usual rate, and a tenth of what one leader can serve.
    public static final Sizes DEFAULT = new Sizes(512L << 20, 2_000);

    /// No shard is cut or merged unless somebody asks.
    public static final Sizes NEVER = new Sizes(0, 0);

    /// Each half of a cut has at least so much of what it is cut for.
    public static final int LEAST_PERCENT = 25;

    /// Two neighbours together have at most this part of what one may have.
    private static final int SMALL_PART = 4;

    public Sizes {
        if (bytes < 0 || requests < 0) {
            throw new IllegalArgumentException(
                    "a bound is not negative: " + Math.min(bytes, requests));
        }
    }

    boolean isLarge(Load load) {
        return bytes > 0 && load.bytes() > bytes;
    }

    boolean isBusy(Load load) {
        return requests > 0 && load.requests() > requests;
    }

    /// Whether two neighbours together are small and cold.
    boolean isSmall(Load left, Load right) {
        return bytes > 0
                && requests > 0
                && left.bytes() + right.bytes() <= bytes / SMALL_PART
                && left.requests() + right.requests() <= requests / SMALL_PART;
    }
}
