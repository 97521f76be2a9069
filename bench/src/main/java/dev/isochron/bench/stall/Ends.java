package dev.isochron.bench.stall;

import java.util.Arrays;

/// When the calls of one client ended, in order. Owned by one thread.
final class Ends {
    private long[] nanos = new long[1 << 12];
    private int size;

    void add(long endNanos) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = endNanos;
    }

    /// How many ended within a span of time.
    long within(long fromNanos, long untilNanos) {
        return (long) countBelow(untilNanos) - countBelow(fromNanos);
    }

    private int countBelow(long limit) {
        int count = 0;
        while (count < size && nanos[count] - limit < 0) {
            count++;
        }
        return count;
    }

    /// The longest time between two ends of which the later lies behind `fromNanos` and the earlier
    /// before `untilNanos`: whoever waited at either border waited for as long as it did.
    long longestGapNanos(long fromNanos, long untilNanos) {
        long longest = 0;
        for (int later = 1; later < size && nanos[later - 1] - untilNanos < 0; later++) {
            if (nanos[later] - fromNanos > 0) {
                longest = Math.max(longest, nanos[later] - nanos[later - 1]);
            }
        }
        return longest;
    }
}
