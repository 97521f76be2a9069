package dev.isochron.truetime.peers;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;

/// What every message between nodes carries about its sender's clock. A sender whose clock is
/// unusable sends none.
///
/// @param reading the sender's clock, read before the message left
/// @param echo the earliest end of the last reading that the sender has received from the receiver;
///   [Timestamp#MIN] if it has received none
/// @param complaintNanos by how much that last reading of the receiver lay beyond what the sender
///   held possible; 0 if it was plausible
public record ClockStamp(Interval reading, Timestamp echo, long complaintNanos) {

    public ClockStamp {
        if (complaintNanos < 0) {
            throw new IllegalArgumentException(
                    "a complaint says by how much, not " + complaintNanos + " ns");
        }
    }

    /// The stamp of a sender that has heard nothing from the receiver yet.
    public static ClockStamp first(Interval reading) {
        return new ClockStamp(reading, Timestamp.MIN, 0);
    }
}
