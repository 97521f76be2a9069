package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Configuration;

/// Whether a leader has reason to go on: quiet when nobody wants anything, deaf when nobody
/// answers.
final class Wakefulness {
    private final Core core;
    private final Peers peers;
    private boolean quiet;
    private long lastWorkNanos;

    /// Since when the others have had a chance to answer.
    private long listeningSinceNanos;

    Wakefulness(Core core, Peers peers) {
        this.core = core;
        this.peers = peers;
        lastWorkNanos = core.uptime();
        listeningSinceNanos = core.uptime();
    }

    boolean isQuiet() {
        return quiet;
    }

    /// Somebody wants something.
    void work() {
        lastWorkNanos = core.uptime();
    }

    /// True if it was quiet until now: the others should hear that it no longer is.
    boolean wakeUp() {
        boolean was = quiet;
        if (was) {
            quiet = false;
            listeningSinceNanos = core.uptime();
        }
        return was;
    }

    void fallQuiet() {
        quiet = true;
    }

    boolean isIdle() {
        return core.uptime() - lastWorkNanos > core.settings.quietAfter().toNanos();
    }

    /// True if no quorum has answered for a lease length. Such a leader must fall silent: where
    /// only its own words get through, its requests keep everyone's grants alive and it can use
    /// none of them (attack 30).
    boolean isDeaf(Configuration current) {
        return core.uptime() - listeningSinceNanos > core.settings.leaseNanos()
                && !current.isQuorum(peers::isLive);
    }

    @Override
    public String toString() {
        return (quiet ? "quiet " : "")
                + "worked at "
                + lastWorkNanos
                + " listens since "
                + listeningSinceNanos;
    }
}
