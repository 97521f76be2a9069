package dev.isochron.node.host;

import java.util.concurrent.TimeUnit;

/// So many bytes of snapshots a second leave a node, whoever they are for: what is moved leaves
/// room for clients.
///
/// Each piece leaves once those before it have had their time, so the rate is kept from the first
/// to the last and nothing is saved up.
public final class Ration {

    /// A piece that is late by less is not held back: timers are no finer.
    private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /// Several readers take turns, and each asks somebody else after some 200 ms of silence: a
    /// piece takes this part of a second.
    private static final int PIECES_PER_SECOND = 80;

    private static final int LEAST_PIECE = 4 << 10;

    private final long bytesPerSecond;
    private long freeNanos = Long.MIN_VALUE;

    /// @param bytesPerSecond 0 for as fast as it goes
    public Ration(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("a rate is not negative: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
    }

    /// How large a piece is, of those that may be as large as `most`.
    int pieceBytes(int most) {
        if (bytesPerSecond == 0) {
            return most;
        }
        long fit = Math.max(LEAST_PIECE, bytesPerSecond / PIECES_PER_SECOND);
        return (int) Math.min(most, fit);
    }

    /// For how long a piece is to be held back.
    long take(long bytes, long now) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long begin = Math.max(now, freeNanos);
        freeNanos = begin + Math.round(bytes * 1e9 / bytesPerSecond);
        long late = begin - now;
        return late < SLACK_NANOS ? 0 : late;
    }
}
