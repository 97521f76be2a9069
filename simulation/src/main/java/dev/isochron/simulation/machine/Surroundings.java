package dev.isochron.simulation.machine;

import dev.isochron.node.frame.Frame;
import dev.isochron.simulation.judge.Court;
import dev.isochron.simulation.network.Wires;
import dev.isochron.simulation.world.History;
import dev.isochron.simulation.world.Scheduler;

/// What all machines of one world share.
public record Surroundings(Scheduler scheduler, History history, Court court, Wires<Frame> wires) {

    /// When every world begins: some time in 2027, nanoseconds since 1970.
    public static final long EPOCH_NANOS = 1_800_000_000_000_000_000L;

    /// The time that no clock in the world knows exactly.
    public long trueNanos() {
        return EPOCH_NANOS + scheduler.nowNanos();
    }
}
