package dev.isochron.simulation.seed;

import dev.isochron.paxos.replica.Chance;
import java.util.List;
import java.util.random.RandomGenerator;

/// A source of numbers that are the same for the same seed on every machine: xoshiro256**, by
/// Blackman and Vigna, its state filled by SplitMix64.
///
/// It is our own because one seed must stay one history across releases of the JDK.
public final class Generator implements Chance, RandomGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 0x1.0p-53;

    private final long origin;
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    public Generator(long seed) {
        origin = seed;
        long step = seed + GOLDEN;
        s0 = mix(step);
        step += GOLDEN;
        s1 = mix(step);
        step += GOLDEN;
        s2 = mix(step);
        step += GOLDEN;
        s3 = mix(step);
    }

    /// The generator of one concern; the same name gives the same generator, whatever was drawn.
    public Generator fork(String concern) {
        long hash = origin;
        for (int i = 0; i < concern.length(); i++) {
            hash = mix(hash + GOLDEN * (concern.charAt(i) + 1L));
        }
        return new Generator(hash ^ Long.rotateLeft(origin, 32));
    }

    @Override
    public long nextLong() {
        return next();
    }

    /// As [#below]; stated here, because the library's own way may change with its release.
    @Override
    public int nextInt(int bound) {
        return (int) below(bound);
    }

    @Override
    public boolean nextBoolean() {
        return next() < 0;
    }

    public long next() {
        long result = Long.rotateLeft(s1 * 5, 7) * 9;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    @Override
    public long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("the bound must be positive: " + bound);
        }
        // The product's upper half; its bias is below 2^-20 for every bound up to 2^44.
        return Math.unsignedMultiplyHigh(next(), bound);
    }

    /// Evenly distributed in `from .. to`, both included.
    public long between(long from, long to) {
        return from + below(to - from + 1);
    }

    /// True in `permille` of 1000 cases.
    public boolean happens(int permille) {
        return permille > 0 && below(1000) < permille;
    }

    /// Evenly distributed in `[0, 1)`.
    public double unit() {
        return (next() >>> 11) * TO_UNIT;
    }

    /// Exponentially distributed with that mean, cut at 20 times the mean.
    public long exponential(long mean) {
        double drawn = -StrictMath.log(1.0 - unit());
        return (long) (Math.min(drawn, 20.0) * mean);
    }

    /// Between `from` and `to` with the logarithm evenly distributed: as many short as long ones.
    public long spread(long from, long to) {
        double low = StrictMath.log((double) from);
        double high = StrictMath.log((double) to);
        return (long) StrictMath.exp(low + unit() * (high - low));
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get((int) below(choices.size()));
    }

    /// Puts the list in a random order, in place.
    public <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = (int) below(i + 1L);
            T moved = list.get(i);
            list.set(i, list.get(j));
            list.set(j, moved);
        }
    }

    /// SplitMix64's finalizer: every bit of the result depends on every bit of the input.
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
