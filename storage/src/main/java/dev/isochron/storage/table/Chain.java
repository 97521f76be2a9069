package dev.isochron.storage.table;

import dev.isochron.protocol.key.Key;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The versions of one key in one table, the oldest first.
public final class Chain {
    /// What [#placeAt] answers when every version is later.
    public static final int NONE = -1;

    private final Key key;
    private long[] times = new long[1];
    private byte[] @Nullable [] rows = new byte[1][];
    private int count;

    Chain(Key key) {
        this.key = key;
    }

    public Key key() {
        return key;
    }

    public int count() {
        return count;
    }

    /// Puts a version above all that are there; one of the same timestamp replaces the last.
    ///
    /// @return how many bytes of rows there are more than before
    long put(Timestamp at, byte @Nullable [] row) {
        if (count > 0 && times[count - 1] >= at.nanos()) {
            return replaceLast(at, row);
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            rows = Arrays.copyOf(rows, 2 * count);
        }
        times[count] = at.nanos();
        rows[count] = row;
        count++;
        return row == null ? 0 : row.length;
    }

    private long replaceLast(Timestamp at, byte @Nullable [] row) {
        if (times[count - 1] > at.nanos()) {
            Invariant.T1.require(
                    false,
                    "a version of %s at %s was to follow one at %s"
                            .formatted(key, at, new Timestamp(times[count - 1])));
        }
        byte[] old = rows[count - 1];
        rows[count - 1] = row;
        return (row == null ? 0L : row.length) - (old == null ? 0 : old.length);
    }

    /// The place of the newest version that is not later, or [#NONE].
    public int placeAt(long nanos) {
        int last = count - 1;
        if (times[last] <= nanos) {
            return last;
        }
        int place = Arrays.binarySearch(times, 0, last, nanos);
        return place >= 0 ? place : -place - 2;
    }

    public long timeAt(int place) {
        return times[place];
    }

    /// The row of a version; null for a tombstone.
    public byte @Nullable [] rowAt(int place) {
        return rows[place];
    }
}
