package dev.isochron.client.txn;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.LockMode;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an attempt found under its locks. Nobody else can change what it locked, so it need not be
/// asked for again: the row that was read FOR UPDATE and is updated, the parent that was read
/// before its child is inserted.
///
/// If the locks are lost, this tells what was so while they were held, and the commit finds out, as
/// the shares quote the tenure (T8).
final class Held {

    /// Rows that are kept; beyond that the shards are asked again.
    private static final int MAX_ROWS = 4096;

    private static final long MAX_BYTES = 1 << 20;

    private final TreeMap<Key, Found> found = new TreeMap<>();
    private long bytes;

    /// What a key holds, and how it is locked.
    ///
    /// @param pair null if there is no row
    record Found(LockMode mode, Reply.@Nullable Pair pair) {}

    /// What was found under a key, if it is locked no less than this.
    @Nullable Found at(Key key, LockMode mode) {
        Found known = found.isEmpty() ? null : found.get(key);
        return known != null && known.mode.covers(mode) ? known : null;
    }

    /// A key was locked, and this is there.
    void add(Key key, LockMode mode, Reply.@Nullable Pair pair) {
        Found before = found.get(key);
        if (before == null && (found.size() == MAX_ROWS || bytes >= MAX_BYTES)) {
            return;
        }
        LockMode both = before == null ? mode : before.mode.union(mode);
        bytes += bytesOf(pair) - (before == null ? 0 : bytesOf(before.pair));
        found.put(key, new Found(both, pair));
    }

    private static long bytesOf(Reply.@Nullable Pair pair) {
        return pair == null ? 0 : pair.row().length();
    }
}
