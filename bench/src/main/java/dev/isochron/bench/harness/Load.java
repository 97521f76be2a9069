package dev.isochron.bench.harness;

import java.time.Duration;

/// How operations arrive.
public sealed interface Load {

    /// How long operations are begun; those in flight then are awaited and counted.
    Duration length();

    /// `clients` operations are in flight all the time: each client begins its next one when the
    /// last has ended. Response times are what each client saw from asking to its answer. A closed
    /// load asks less while the subject stalls, so its tail flatters: for the tail read [Open].
    record Closed(int clients, Duration length) implements Load {
        public Closed {
            if (clients < 1 || clients > MAX_IN_FLIGHT) {
                throw new IllegalArgumentException(
                        "1 to %d clients, not %d".formatted(MAX_IN_FLIGHT, clients));
            }
        }
    }

    /// Operations fall due at a fixed rate whatever the subject does, and each is timed from the
    /// instant it was due, so a stall counts for all who would have asked during it.
    record Open(int perSecond, Duration length) implements Load {
        public Open {
            if (perSecond < 1) {
                throw new IllegalArgumentException("a rate of at least 1 per second");
            }
        }
    }

    /// Beyond this an open load waits before it asks (still timing from the due instant), so that a
    /// subject which cannot keep up is measured as slow and not drowned.
    int MAX_IN_FLIGHT = 4096;
}
