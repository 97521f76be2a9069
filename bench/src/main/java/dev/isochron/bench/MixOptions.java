package dev.isochron.bench;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.mix.Mix;
import dev.isochron.bench.mix.MixPlan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much of a mixture is measured, and for how long.
final class MixOptions {

    @Option(names = "--quick", description = "Each case once and briefly.")
    private boolean quick;

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            description = "Numbers of clients at a time; default 1, 16, 64.")
    private @Nullable List<Integer> clients;

    @Option(names = "--rows", paramLabel = "N", description = "Rows to load, from 2.")
    private @Nullable Integer rows;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long one repetition of a case is.")
    private @Nullable Double seconds;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each case is measured.")
    private @Nullable Integer repetitions;

    /// @param usualRows unless said
    MixPlan plan(List<Mix> mixes, int usualRows) {
        Duration length =
                seconds == null
                        ? Duration.ofMillis(quick ? 800 : 3_000)
                        : Duration.ofMillis((long) (seconds * 1e3));
        return new MixPlan(
                mixes,
                clients == null ? (quick ? List.of(16) : List.of(1, 16, 64)) : clients,
                rows == null ? usualRows : rows,
                repetitions == null ? (quick ? 1 : 3) : repetitions,
                length,
                Duration.ofSeconds(quick ? 4 : 30),
                quick ? Lifetime.BRIEF : Lifetime.LONG);
    }
}
