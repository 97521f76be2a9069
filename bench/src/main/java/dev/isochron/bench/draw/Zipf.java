package dev.isochron.bench.draw;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Ranks from 0, of which rank `r` comes in proportion to `1 / (r + 1)^exponent`.
///
/// The sums are kept, so a draw is exact and costs one binary search.
public final class Zipf {

    /// The skew that YCSB made usual.
    public static final double USUAL = 0.99;

    /// Sums take eight bytes a rank.
    private static final int MAX_RANKS = 10_000_000;

    private final double[] sums;

    /// @param ranks how many, from 1
    public Zipf(int ranks, double exponent) {
        if (ranks < 1 || ranks > MAX_RANKS) {
            throw new IllegalArgumentException("1 to %d ranks, not %d".formatted(MAX_RANKS, ranks));
        }
        sums = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += 1 / Math.pow(rank + 1.0, exponent);
            sums[rank] = sum;
        }
    }

    public int next(RandomGenerator chance) {
        int at = Arrays.binarySearch(sums, chance.nextDouble() * sums[sums.length - 1]);
        return Math.min(at < 0 ? -at - 1 : at, sums.length - 1);
    }
}
