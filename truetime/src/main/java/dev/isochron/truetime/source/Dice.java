package dev.isochron.truetime.source;

/// Numbers that look random and are a function of where they are asked for: the same seed, place
/// and purpose always give the same number, in whatever order they are asked.
final class Dice {

    /// One throw in this many lands on an end of the range: bounds break at their ends.
    private static final int EDGE = 4;

    private Dice() {}

    /// A number from -1 to 1, both included, often exactly one of the two.
    static double signed(long seed, long place, int purpose) {
        long throwOne = mix(seed, place, purpose);
        double sign = (throwOne & 1) == 0 ? 1 : -1;
        if (Long.remainderUnsigned(throwOne >>> 1, EDGE) == 0) {
            return sign;
        }
        return sign * ((throwOne >>> 11) * 0x1.0p-53);
    }

    /// The finishing steps of SplitMix64 over the three coordinates, one after the other.
    private static long mix(long seed, long place, int purpose) {
        return finish(finish(finish(seed) ^ place) + purpose);
    }

    private static long finish(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
