package dev.isochron.storage;

import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Transaction;
import dev.isochron.storage.read.Verifier;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes dead versions from a part of a replica's keys, so that those which no flush touches are
/// cleaned as well. It goes by the horizon that is stored, never by a newer one: after a crash the
/// replica must still refuse whatever lost versions here (attack 25).
final class SweepWork implements Work {
    private final ReplicaStore replica;
    private final Key from;
    private final ReplicaHeader header;
    private final int limit;
    private final int epoch;
    private final StoredKey key = new StoredKey();
    private final Verifier verifier;
    private final List<byte[]> dead = new ArrayList<>();
    private byte @Nullable [] tombstone;
    private @Nullable String damage;
    private @Nullable Key reached;

    SweepWork(ReplicaStore replica, Key from, ReplicaHeader header, int limit) {
        this.replica = replica;
        this.from = from;
        this.header = header;
        this.limit = limit;
        this.epoch = replica.epoch();
        this.verifier = new Verifier(0, found -> damage = found);
    }

    @Override
    public boolean concerns(ReplicaStore other) {
        return replica == other;
    }

    @Override
    public void apply(Transaction transaction) {
        dead.clear();
        damage = null;
        try {
            reached = walk(transaction);
        } catch (RequestFailed damaged) {
            return;
        }
        for (byte[] entry : dead) {
            transaction.delete(entry, entry.length);
        }
    }

    /// @return the key to go on from; null at the end of the span
    private @Nullable Key walk(Transaction transaction) {
        StoredKey end = new StoredKey();
        header.span().until().ifPresentOrElse(end::beforeVersions, end::endOfVersions);
        key.beforeVersions(from);
        boolean found = transaction.seek(key.bytes(), key.length());
        Key current = null;
        int prefix = 0;
        boolean isCovered = false;
        for (int steps = 0; found && end.isAbove(transaction.key()); steps++) {
            if (current == null || !key.isVersionOf(transaction.key(), prefix)) {
                settleTombstone(true);
                current = verifier.keyHere(transaction);
                if (steps >= limit) {
                    return current;
                }
                prefix = key.beforeVersions(current).length();
                isCovered = false;
            } else if (dead.size() >= VersionWriter.MAX_REMOVED) {
                settleTombstone(false);
                return current;
            }
            isCovered = visit(transaction, prefix, isCovered);
            found = transaction.next();
        }
        settleTombstone(true);
        return null;
    }

    /// @param isCovered whether a newer version of the key is at or below the horizon
    /// @return the same for the next older version
    private boolean visit(Transaction transaction, int prefix, boolean isCovered) {
        long at = StoredKey.timestampOf(transaction.key());
        if (isCovered) {
            dead.add(key.cutTo(prefix).timestamp(new Timestamp(at)).copy());
            key.cutTo(prefix);
            return true;
        }
        if (at > header.horizon().nanos()) {
            return false;
        }
        if (StoredValue.isTombstone(transaction.value())) {
            tombstone = key.cutTo(prefix).timestamp(new Timestamp(at)).copy();
            key.cutTo(prefix);
        }
        return true;
    }

    /// A tombstone goes once nothing older of its key is left.
    private void settleTombstone(boolean allOlderSeen) {
        if (tombstone != null && allOlderSeen) {
            dead.add(tombstone);
        }
        tombstone = null;
    }

    @Override
    public boolean isStale() {
        return epoch != replica.epoch();
    }

    @Override
    public List<StorageEvent> done() {
        if (isStale()) {
            return List.of();
        }
        if (damage != null) {
            replica.found(damage);
            return List.of(new StorageEvent.Damaged(replica.shard()));
        }
        replica.swept(reached == null ? header.span().from() : reached);
        boolean isRound = reached == null;
        return List.of(new StorageEvent.Swept(replica.shard(), dead.size(), isRound));
    }

    @Override
    public String toString() {
        return "sweep of " + replica.shard();
    }
}
