package dev.isochron.shard.lead;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Share.Check;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.MalformedRow;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.state.Patching;
import dev.isochron.shard.state.Rows;
import dev.isochron.shard.state.Seen;
import dev.isochron.shard.state.ShardState;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Whether a shard can vouch for a share of a transaction.
final class ShareChecks {
    private final Rows rows;
    private final Locking locking;
    private final Function<Key, RowName> names;
    private final ShardRules rules;

    ShareChecks(ShardState state, Locking locking, Function<Key, RowName> names, ShardRules rules) {
        this.rows = state.rows();
        this.locking = locking;
        this.names = names;
        this.rules = rules;
    }

    /// Why not.
    ///
    /// @param met a version that the reason tells of: nobody may hear of it before that is past
    record Objection(Failure why, Timestamp met) {}

    /// The locks that a share needs beside those that its transaction has.
    static List<Lock> locks(Share share) {
        List<Lock> locks = new ArrayList<>(share.writes().size() + share.checks().size());
        for (Check check : share.checks()) {
            locks.add(new Lock(check.span(), check.mode()));
        }
        for (Write write : share.writes()) {
            locks.add(Lock.on(write.key(), write.mode()));
        }
        return locks;
    }

    // Before its locks are asked for.

    Optional<Failure> malformed(Share share) {
        long bytes = 0;
        Key before = null;
        for (Write write : share.writes()) {
            Key key = write.key();
            if (!share.span().contains(key) || (before != null && !before.isBelow(key))) {
                return malformed("its writes are not in order, or outside of its span");
            }
            if (!ReplicaStore.fits(key)) {
                return Optional.of(
                        new BadInput.LongKey("", key.length(), Key.MAX_BYTES, List.of()));
            }
            if (write instanceof Write.Patch(_, _, Bytes patch) && !isRow(patch)) {
                return malformed("a patch of " + key + " is no row");
            }
            bytes += write.bytes();
            before = key;
        }
        return bytes > ShardSettings.MAX_SHARE_BYTES
                ? Optional.of(
                        new BadInput.LargeTransaction(
                                "bytes written to one shard", bytes, ShardSettings.MAX_SHARE_BYTES))
                : Optional.empty();
    }

    private static Optional<Failure> malformed(String what) {
        return Optional.of(new BadInput.MalformedRequest(what));
    }

    private static boolean isRow(Bytes patch) {
        try {
            Row.parse(patch.toBytes());
            return true;
        } catch (MalformedRow _) {
            return false;
        }
    }

    /// The tenure that a share quotes has to be the live one: else locks were lost (T8).
    Optional<Failure> lostLocks(TxnId txn, Share share) {
        boolean isLive =
                share.tenure().isEmpty() || locking.table().holds(txn, share.tenure().get());
        return isLive || !rules.txn().contains(Rule.LIVE_TENURE)
                ? Optional.empty()
                : Optional.of(locking.table().whyLost(txn, share.tenure().get()));
    }

    // Under its locks.

    Optional<Objection> objection(TxnId txn, Share share) {
        Optional<Failure> lost = lostLocks(txn, share);
        if (lost.isPresent()) {
            return lost.map(why -> new Objection(why, Timestamp.MIN));
        }
        try {
            return changedRead(share).or(() -> unexpected(share));
        } catch (RequestFailed refused) {
            return Optional.of(new Objection(refused.failure(), Timestamp.MIN));
        }
    }

    private Optional<Objection> changedRead(Share share) {
        if (!rules.keeps(ShardRule.CHECK_READS)) {
            return Optional.empty();
        }
        for (Check check : share.checks()) {
            Timestamp changed = Timestamp.max(rows.newestIn(check.span()), forgotten(check));
            if (changed.isAfter(check.readAt())) {
                RowName row = names.apply(check.span().from());
                Failure why = new Aborted.ReadChanged(row, check.readAt(), changed);
                return Optional.of(new Objection(why, changed));
            }
        }
        return Optional.empty();
    }

    /// Below the horizon a row may have been deleted and that be forgotten.
    private Timestamp forgotten(Check check) {
        boolean isKnown =
                !check.readAt().isBefore(rows.horizon())
                        || !rules.keeps(ShardRule.CHECK_WHAT_IS_KNOWN);
        return isKnown ? Timestamp.MIN : rows.horizon();
    }

    private Optional<Objection> unexpected(Share share) {
        if (!rules.keeps(ShardRule.CHECK_EXPECTATIONS)) {
            return Optional.empty();
        }
        for (Write write : share.writes()) {
            if (write.expects() != Expectation.ANYTHING) {
                Seen seen = rows.newest(write.key());
                Optional<Failure> why = unexpected(write, seen.row());
                if (why.isPresent()) {
                    return Optional.of(new Objection(why.get(), seen.met()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Failure> unexpected(Write write, Optional<Bytes> row) {
        return switch (write.expects()) {
            case ANYTHING -> Optional.empty();
            case ABSENT ->
                    row.map(_ ->
                            new BadInput.DuplicateRow(
                                    names.apply(write.key()), "the key of its table"));
            case PRESENT ->
                    row.isEmpty()
                            ? Optional.of(new BadInput.MissingRow(names.apply(write.key())))
                            : unfit(write, row.get());
        };
    }

    private static Optional<Failure> unfit(Write write, Bytes row) {
        if (!(write instanceof Write.Patch(Key key, _, Bytes patch))) {
            return Optional.empty();
        }
        Optional<byte[]> laid = Patching.overlay(row.toBytes(), patch);
        if (laid.isEmpty()) {
            return malformed("what is stored under " + key + " is no row to be patched");
        }
        int bytes = laid.get().length;
        return bytes > Row.DEFAULT_MAX_BYTES
                ? Optional.of(
                        new BadInput.LargeRow(
                                "of " + key, bytes, Row.DEFAULT_MAX_BYTES, "not known here"))
                : Optional.empty();
    }

    /// Whether failures that tell of a version wait for it (T3).
    boolean waitsWithFailures() {
        return rules.keeps(ShardRule.FAILURES_WAIT);
    }
}
