package dev.isochron.sql.change;

/// The numbers of rows in tables without a key, in the order in which they are inserted.
///
/// ```
/// 63 bits = microseconds since 2000 (50 bits) · chance (13 bits)
/// ```
///
/// Each number is above the one before; two sessions that hit on the same one find out when they
/// commit.
public final class RowNumbers {

    private static final int CHANCE_BITS = 13;

    private long last;

    /// The next number.
    public long next(long micros, long chance) {
        long fresh = (micros << CHANCE_BITS) | (chance & ((1L << CHANCE_BITS) - 1));
        last = Math.max(last + 1, fresh & Long.MAX_VALUE);
        return last;
    }
}
