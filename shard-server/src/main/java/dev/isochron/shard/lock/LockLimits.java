package dev.isochron.shard.lock;

/// How much one lock table holds.
///
/// @param locks held and wanted, of all attempts together
/// @param locksPerAttempt held and wanted by one
/// @param waiting requests that wait, of all attempts together
/// @param waitingPerAttempt requests of one attempt that wait
/// @param waitingPerRow requests that wait for one row: the row throttles those who want it, and
///   nobody else
/// @param attempts with an entry
/// @param endedAttempts that are remembered after their end
public record LockLimits(
        int locks,
        int locksPerAttempt,
        int waiting,
        int waitingPerAttempt,
        int waitingPerRow,
        int attempts,
        int endedAttempts) {

    /// Some 200 bytes each: 100 MB for a shard that is locked from end to end.
    public static final int MAX_LOCKS = 1 << 19;

    /// A transaction that touches more rows of one shard belongs cut up, and its prepare would not
    /// fit an entry of the log.
    public static final int MAX_LOCKS_PER_ATTEMPT = 1 << 16;

    /// More than all clients that one leader can serve.
    public static final int MAX_WAITING = 1 << 16;

    /// One for every statement or parallel scan that a client reasonably has under way at once.
    public static final int MAX_WAITING_PER_ATTEMPT = 64;

    /// A row that is held for a millisecond is free again for the last of them before anybody loses
    /// patience; and a few such rows leave most of the room to others.
    public static final int MAX_WAITING_PER_ROW = 256;

    /// As many as could wait.
    public static final int MAX_ATTEMPTS = 1 << 16;

    /// Some 150 bytes each; at 5000 transactions a second those of the last 26 seconds.
    public static final int MAX_ENDED_ATTEMPTS = 1 << 17;

    /// What is left to those who hold locks once newcomers are refused: a quarter, so that what has
    /// begun can end.
    private static final int RESERVED_SHARE = 4;

    public LockLimits {
        int least = Math.min(Math.min(locks, locksPerAttempt), Math.min(waiting, attempts));
        int leastWaiting = Math.min(waitingPerAttempt, waitingPerRow);
        if (Math.min(Math.min(least, leastWaiting), endedAttempts) < 1) {
            throw new IllegalArgumentException("every limit of a lock table is at least 1");
        }
    }

    public static LockLimits standard() {
        return new LockLimits(
                MAX_LOCKS,
                MAX_LOCKS_PER_ATTEMPT,
                MAX_WAITING,
                MAX_WAITING_PER_ATTEMPT,
                MAX_WAITING_PER_ROW,
                MAX_ATTEMPTS,
                MAX_ENDED_ATTEMPTS);
    }

    /// What newcomers may fill of a limit.
    static int forNewcomers(int limit) {
        return limit - limit / RESERVED_SHARE;
    }
}
