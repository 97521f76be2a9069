package dev.isochron.node.service;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;

/// The time as clients are told it: surely past, or 0 if the clock vouches for nothing.
final class ServerTime {

    private ServerTime() {}

    static long of(LogService.Surroundings around) {
        return around.clock().now() instanceof Reading.Usable(Interval interval)
                ? interval.earliest().nanos()
                : 0;
    }
}
