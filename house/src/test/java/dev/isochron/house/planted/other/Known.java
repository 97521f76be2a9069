package dev.isochron.house.planted.other;

import dev.isochron.house.planted.one.Knows;

/// The other half of a cycle.
public final class Known {

    /// Back to where it came from.
    public boolean closes() {
        return Knows.isViolation(new IllegalStateException());
    }
}
