package dev.isochron.house.planted.one;

import dev.isochron.house.planted.other.Known;
import dev.isochron.truetime.invariant.InvariantViolation;

/// Half of a cycle, and a step into another room.
public final class Knows {

    private Knows() {}

    /// The other half.
    public static Known other() {
        return new Known();
    }

    /// The step into another room.
    public static boolean isViolation(Throwable thrown) {
        return thrown instanceof InvariantViolation;
    }
}
