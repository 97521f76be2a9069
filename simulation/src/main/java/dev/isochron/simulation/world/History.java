package dev.isochron.simulation.world;

import dev.isochron.simulation.seed.Generator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What happened, as a digest that two runs can be compared by, and as lines for a person.
public final class History {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final LongSupplier nowNanos;
    private final @Nullable Consumer<String> trace;
    private long digest;

    /// @param trace gets every line; null makes no lines at all, which is much quicker
    public History(LongSupplier nowNanos, @Nullable Consumer<String> trace) {
        this.nowNanos = nowNanos;
        this.trace = trace;
    }

    /// Mixes one fact into the digest, together with the time at which it was noted.
    public void note(long fact) {
        digest = Generator.mix(Long.rotateLeft(digest, 17) ^ fact ^ nowNanos.getAsLong());
    }

    public void note(long first, long second) {
        note(Long.rotateLeft(first, 40) ^ second);
    }

    /// Adds a line to the trace; the text is only made if somebody reads it.
    public void say(Supplier<String> line) {
        if (trace == null) {
            return;
        }
        trace.accept(stamp() + "  " + line.get());
    }

    public boolean isTraced() {
        return trace != null;
    }

    /// Equal for equal histories, and for different ones but once in 2^64 cases different.
    public long digest() {
        return digest;
    }

    private String stamp() {
        long micros = nowNanos.getAsLong() / NANOS_PER_MICRO;
        long seconds = micros / MICROS_PER_SECOND;
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        return seconds + "." + fraction.substring(1);
    }
}
