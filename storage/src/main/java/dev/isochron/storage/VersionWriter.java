package dev.isochron.storage;

import dev.isochron.protocol.key.Key;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Transaction;
import dev.isochron.storage.table.Chain;
import dev.isochron.truetime.Timestamp;
import java.util.Arrays;

/// Writes the versions of a frozen table, and removes what nobody can read any more from each key
/// that it touches.
///
/// ```
///                      horizon
///   9   7          5     │    4    2   1
///   keep keep  keep      │  keep  dead dead      4 is what a read at the horizon sees
///                           └ dead as well, with all below it, if it is a tombstone
/// ```
final class VersionWriter {
    /// How many dead versions of one key a flush removes at most; a sweep takes the rest. A row
    /// that is written ten thousand times in a retention time is rare, and must not hold up the
    /// flush of all others.
    static final int MAX_REMOVED = 10_000;

    private final Transaction transaction;
    private final Timestamp horizon;
    private final StoredKey key = new StoredKey();
    private final StoredKey end = new StoredKey();
    private final StoredValue value = new StoredValue();

    VersionWriter(Transaction transaction, Timestamp horizon) {
        this.transaction = transaction;
        this.horizon = horizon;
    }

    void write(Chain chain) {
        int first = chain.placeAt(horizon.nanos());
        if (first == Chain.NONE) {
            first = 0;
            removeDead(chain.key());
        } else {
            boolean allGone = removeAll(chain.key());
            first += chain.rowAt(first) == null && allGone ? 1 : 0;
        }
        int prefix = key.beforeVersions(chain.key()).length();
        for (int i = chain.count() - 1; i >= first; i--) {
            key.cutTo(prefix).timestamp(new Timestamp(chain.timeAt(i)));
            value.version(key, chain.rowAt(i));
            transaction.put(key.bytes(), key.length(), value.bytes(), value.length());
        }
    }

    /// Every stored version is older than one that is at or below the horizon.
    private boolean removeAll(Key user) {
        int prefix = key.beforeVersions(user).length();
        boolean found =
                transaction.seek(key.bytes(), key.length())
                        && key.isVersionOf(transaction.key(), prefix);
        return !found || removeUpToEnd(user, key.copy()) < MAX_REMOVED;
    }

    private void removeDead(Key user) {
        if (horizon.equals(Timestamp.MIN)) {
            return;
        }
        int prefix = key.beforeVersions(user).length();
        key.timestamp(horizon);
        if (!transaction.seek(key.bytes(), key.length())
                || !key.isVersionOf(transaction.key(), prefix)) {
            return;
        }
        boolean isTombstone = StoredValue.isTombstone(transaction.value());
        Timestamp kept = new Timestamp(StoredKey.timestampOf(transaction.key()));
        boolean hasOlder = transaction.next() && key.isVersionOf(transaction.key(), prefix);
        byte[] tombstone = key.cutTo(prefix).timestamp(kept).copy();
        boolean allGone = !hasOlder || removeUpToEnd(user, after(tombstone)) < MAX_REMOVED;
        if (isTombstone && allGone) {
            transaction.delete(tombstone, tombstone.length);
        }
    }

    private int removeUpToEnd(Key user, byte[] from) {
        return transaction.deleteRange(from, end.afterVersions(user).copy(), MAX_REMOVED);
    }

    /// The smallest key above one that is shorter than the store allows.
    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
