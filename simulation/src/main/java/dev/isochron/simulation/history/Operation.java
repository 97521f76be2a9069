package dev.isochron.simulation.history;

import java.util.List;
import java.util.OptionalLong;

/// One line of a history.
///
/// @param index lines are numbered from 0, in the order in which they happened
/// @param timeNanos since some moment, never falling
/// @param process who did it; one transaction at a time, and none after an [Type#INFO]
/// @param steps as asked for, or with what was seen
/// @param commitNanos the commit timestamp, if there is one
public record Operation(
        long index,
        long timeNanos,
        Type type,
        long process,
        List<Step> steps,
        OptionalLong commitNanos) {

    public Operation {
        steps = List.copyOf(steps);
    }

    /// How far a transaction has come.
    public enum Type {
        INVOKE,
        /// It is committed.
        OK,
        /// It is surely not committed.
        FAIL,
        /// Committed or not, its client does not know.
        INFO
    }
}
