package dev.isochron.bench.large;

import dev.isochron.protocol.key.Key;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Rows by number, in the order of their keys, and the updates of them, scattered over all keys:
/// each row is updated at most once. Nothing is remembered: what a row must hold follows from its
/// number.
final class LargeRows {

    /// Of a row, so that a few fill a page of the store.
    static final int BYTES = 1000;

    private static final int KEY_BYTES = 16;
    private static final long PREFIX = 0x15_16_17_18_19_1a_1bL;

    /// A prime above any number of rows: its multiples visit all rows, each once.
    private static final long STRIDE = 2_654_435_761L;

    /// Products with the stride and with its inverse stay below 2^63.
    static final long MOST = 1_000_000_000;

    private final long count;
    private final long inverse;

    LargeRows(long count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("there are 1 to %d rows".formatted(MOST));
        }
        this.count = count;
        this.inverse =
                BigInteger.valueOf(STRIDE).modInverse(BigInteger.valueOf(count)).longValueExact();
    }

    long count() {
        return count;
    }

    static Key key(long row) {
        return Key.of(ByteBuffer.allocate(KEY_BYTES).putLong(PREFIX).putLong(row).rewind());
    }

    /// Which row an update changes.
    long updated(long update) {
        return update * STRIDE % count;
    }

    /// Whether one of the first so many updates changed a row.
    boolean isUpdated(long row, long updates) {
        return row * inverse % count < updates;
    }

    /// What a row holds before its update, or from then on.
    static byte[] content(long row, boolean isUpdated) {
        byte[] content = new byte[BYTES];
        new SplittableRandom(isUpdated ? ~row : row).nextBytes(content);
        return content;
    }

    /// @throws IllegalStateException naming the row, if it is another
    static void require(byte[] found, long row, boolean isUpdated) {
        if (!Arrays.equals(found, content(row, isUpdated))) {
            throw new IllegalStateException(
                    "row %d does not hold what was written to it %s its update"
                            .formatted(row, isUpdated ? "by" : "before"));
        }
    }
}
