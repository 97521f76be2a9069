package dev.isochron.shard.model;

import dev.isochron.shard.lock.LockLimits;
import dev.isochron.truetime.TimestampLimit;
import dev.isochron.txn.TxnSettings;
import java.time.Duration;

/// Times and sizes of one replica of a shard.
///
/// @param retention how long versions are kept after they were overwritten, so that snapshots can
///   read them
/// @param retentionStep how far retention may lag: it is logged in steps of this
/// @param idle an attempt whose client was silent this long is ended
/// @param lockWait a request waits for locks this long at most
/// @param readWait a read without locks waits this long at most, for safe time or for rows in doubt
/// @param askAgain an unanswered question to the leader is asked again after this, and so are
///   coordinators about whom an older transaction waits for
/// @param publish how often the leader of a busy shard tells its followers how far they can be read
/// @param inFlight entries proposed and not applied yet, at most; what comes meanwhile goes into
///   the next one together
/// @param waiting requests of one replica that wait for anything, at most: some kilobytes each
/// @param locks how much the lock table holds
/// @param txn the durations of two-phase commit, how long outcomes are kept, and how far beyond its
///   own clock a replica accepts a timestamp from outside
public record ShardSettings(
        Duration retention,
        Duration retentionStep,
        Duration idle,
        Duration lockWait,
        Duration readWait,
        Duration askAgain,
        Duration publish,
        int inFlight,
        int waiting,
        LockLimits locks,
        TxnSettings txn) {

    /// Bytes of records that one entry gathers; a larger record goes alone.
    public static final int ENTRY_BYTES = 1 << 20;

    /// Bytes of rows in one reply; a scan stops there and says where to go on.
    public static final int REPLY_BYTES = 1 << 20;

    /// Bytes that single rows may add up to in one reply, where there is no going on.
    public static final int MAX_REPLY_BYTES = 16 << 20;

    /// Rows that one lookup returns at most; a scan stops there and says where to go on.
    public static final int REPLY_ROWS = 10_000;

    /// Entries of the store that one lookup steps over, so that a scan through tombstones does not
    /// hold up everybody else; it stops there and says where to go on.
    public static final int SCAN_STEPS = 20_000;

    /// Entries of the store that one request for a checksum steps over: some milliseconds of the
    /// node's thread, since nobody waits for it.
    public static final int CHECKSUM_STEPS = 2_000;

    /// Bytes that one transaction may write on one shard: its record has to fit an entry.
    public static final int MAX_SHARE_BYTES = 6 << 20;

    /// An honest clock of this cluster is not ahead of ours by more: ε is at most a quarter of the
    /// lease.
    private static final long FUTURE_LIMIT_NANOS = 1_500_000_000L;

    public ShardSettings {
        require(!retention.isNegative() && !retention.isZero(), "retention must be positive");
        require(
                !retentionStep.isNegative() && !retentionStep.isZero(),
                "retentionStep must be positive");
        require(!askAgain.isNegative() && !askAgain.isZero(), "askAgain must be positive");
        require(inFlight >= 1, "inFlight must be at least 1");
        require(waiting >= 1, "waiting must be at least 1");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    public static ShardSettings usual() {
        return new ShardSettings(
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                8,
                1 << 16,
                LockLimits.standard(),
                TxnSettings.usual(new TimestampLimit(FUTURE_LIMIT_NANOS)));
    }

    /// The same, but versions are kept for another time.
    public ShardSettings withRetention(Duration kept, Duration step) {
        return new ShardSettings(
                kept, step, idle, lockWait, readWait, askAgain, publish, inFlight, waiting, locks,
                txn);
    }

    /// Of the requests that wait, how many may be new work. The rest is for those of transactions
    /// that hold locks already, because only they make room (attack 34).
    public int waitingNew() {
        return waiting - waiting / 4;
    }

    /// How far beyond this node's clock a timestamp from outside may lie.
    public TimestampLimit futureLimit() {
        return txn.limit();
    }
}
