package dev.isochron.client.route;

import dev.isochron.client.port.Chance;

/// Pauses that grow, and differ from client to client, so that they do not come back together.
public final class Backoff {

    private static final int MAX_DOUBLINGS = 16;

    private Backoff() {}

    /// Between half and all of `first` doubled for each try, up to `longest`.
    public static long nanos(long first, long longest, int tries, Chance chance) {
        long whole = Math.min(longest, first << Math.min(tries, MAX_DOUBLINGS));
        return whole / 2 + chance.below(Math.max(1, whole / 2));
    }
}
