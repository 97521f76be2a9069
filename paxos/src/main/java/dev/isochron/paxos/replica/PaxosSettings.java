package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Entry;
import java.time.Duration;

/// The times and sizes of a group, with the relations between them checked.
///
/// @param lease how long a leader is granted at a time; the worst-case pause after a leader dies
/// @param heartbeat how often an active leader is heard; renewal happens when half the lease is
///   gone
/// @param retransmit when an unanswered request is sent again
/// @param jitter a stand for election is delayed by up to this, so that two rarely collide
/// @param quietAfter a group without work this long goes quiet
/// @param window slots in flight at most; beyond it proposals wait
/// @param fetchBytes how much a catching-up replica asks for at a time
/// @param retainBytes how much log is kept for replicas that are slow, beyond that they take a
///   snapshot
/// @param snapshotChunkBytes size of one piece of a snapshot
public record PaxosSettings(
        Duration lease,
        Duration heartbeat,
        Duration retransmit,
        Duration jitter,
        Duration quietAfter,
        int window,
        int fetchBytes,
        long retainBytes,
        int snapshotChunkBytes) {

    /// Proposals that may wait behind a full window; beyond it the proposer is told to slow down.
    public static final int MAX_WAITING = 4096;

    /// Proposals that wait take at most this many bytes, or one proposal.
    public static final int MAX_WAITING_BYTES = 64 << 20;

    /// Slots in flight take at most this many bytes, or one slot: what a leader may have to send
    /// again at once to everyone.
    public static final int MAX_IN_FLIGHT_BYTES = 16 << 20;

    /// Chosen values that a promise carries at most; a candidate that lacks more catches up first.
    public static final int MAX_PROMISED_CHOSEN = 512;

    /// The same in bytes.
    public static final int MAX_PROMISED_BYTES = 8 << 20;

    /// How far above its first unchosen slot a replica accepts values; eight of the widest windows.
    /// One that lags by more must fetch what it lacks before its vote is of use.
    public static final int MAX_SLOTS_AHEAD = 1 << 12;

    /// The same in bytes; two windows.
    public static final int MAX_BYTES_AHEAD = 32 << 20;

    /// Entries that one promise carries at most.
    public static final int MAX_PROMISE_ENTRIES = MAX_PROMISED_CHOSEN + MAX_SLOTS_AHEAD;

    /// What they take at most: what is chosen, what is ahead, and the two messages of a leader that
    /// were taken in just before the bound was reached. The transport must carry this.
    public static final int MAX_PROMISE_BYTES =
            MAX_PROMISED_BYTES + MAX_BYTES_AHEAD + 2 * (MAX_IN_FLIGHT_BYTES + Entry.MAX_BYTES);

    /// One piece of a snapshot at most: a peer message has a limit of a few MiB.
    public static final int MAX_SNAPSHOT_CHUNK_BYTES = 2 << 20;

    /// Slots in flight at most, whatever the operator says: followers keep them beyond a hole.
    public static final int MAX_WINDOW = 512;

    /// A leader leads only while ε is at most this fraction of the lease.
    public static final int LEASE_PER_EPSILON = 4;

    public PaxosSettings {
        require(lease.toMillis() >= 20, "lease must be at least 20 ms");
        require(
                heartbeat.multipliedBy(4).compareTo(lease) <= 0,
                "heartbeat must be at most a quarter of the lease, or renewals come too late");
        require(!retransmit.isZero() && !retransmit.isNegative(), "retransmit must be positive");
        require(!jitter.isNegative(), "jitter must not be negative");
        require(quietAfter.compareTo(heartbeat) > 0, "quietAfter must exceed heartbeat");
        require(window >= 1 && window <= MAX_WINDOW, "window must be 1 to " + MAX_WINDOW);
        require(fetchBytes >= 1024, "fetchBytes must be at least 1024");
        require(retainBytes >= fetchBytes, "retainBytes must be at least fetchBytes");
        require(
                snapshotChunkBytes >= 1 && snapshotChunkBytes <= MAX_SNAPSHOT_CHUNK_BYTES,
                "snapshotChunkBytes must be 1 to "
                        + MAX_SNAPSHOT_CHUNK_BYTES
                        + ": a message has a limit");
    }

    public static PaxosSettings defaults() {
        return new PaxosSettings(
                Duration.ofMillis(2_500),
                Duration.ofMillis(250),
                Duration.ofMillis(200),
                Duration.ofMillis(150),
                Duration.ofSeconds(5),
                128,
                1 << 20,
                64L << 20,
                512 << 10);
    }

    /// The same, but keeps at most so much log for the slow; never less than one fetch.
    public PaxosSettings retainingAtMost(long bytes) {
        return new PaxosSettings(
                lease,
                heartbeat,
                retransmit,
                jitter,
                quietAfter,
                window,
                fetchBytes,
                Math.max(fetchBytes, Math.min(retainBytes, bytes)),
                snapshotChunkBytes);
    }

    public long leaseNanos() {
        return lease.toNanos();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
