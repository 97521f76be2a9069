package dev.isochron.simulation.judge;

import java.util.function.Supplier;

/// A promise was broken in a simulated world.
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String judge;

    public Violation(String judge, String what) {
        super(judge + ": " + what);
        this.judge = judge;
    }

    /// The judge that saw it.
    public String judge() {
        return judge;
    }

    /// @param what in words; only asked for when it is needed, since judges look at every event
    static void unless(boolean holds, String judge, Supplier<String> what) {
        if (!holds) {
            throw new Violation(judge, what.get());
        }
    }
}
