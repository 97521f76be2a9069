package dev.isochron.paxos.log;

/// The log takes no such records now. Nothing was queued; the caller slows down, or tells its
/// client why, and may try again: room comes back without a restart.
public enum NoRoom implements Appended {
    /// The device is full: what is left is kept for promises, grants, removals and copies.
    DISK_FULL("the disk is full; free some space, the log goes on by itself"),
    /// The log has reached its bound: lagging groups must be flushed and old segments freed.
    LOG_LIMIT("the log has reached its size limit; waiting for old segments to be freed"),
    /// The next segment is not ready, or too much is queued already: wait for a sync.
    BUSY("the log is busy; waiting for the disk to catch up");

    private final String reason;

    NoRoom(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
