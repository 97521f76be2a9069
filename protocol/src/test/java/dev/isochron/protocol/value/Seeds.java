package dev.isochron.protocol.value;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Runs a property once for each of many seeds; what fails says which one replays it.
///
/// `-Dseed=N` runs that seed alone.
public final class Seeds {

    private Seeds() {}

    public static void each(int count, Consumer<SplittableRandom> property) {
        Long only = Long.getLong("seed");
        LongStream seeds = only == null ? LongStream.range(0, count) : LongStream.of(only);
        seeds.forEach(seed -> run(seed, property));
    }

    private static void run(long seed, Consumer<SplittableRandom> property) {
        try {
            property.accept(new SplittableRandom(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " (replay: -Dseed=" + seed + "): " + e, e);
        }
    }
}
