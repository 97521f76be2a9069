package dev.isochron.bench;

import dev.isochron.bench.log.LogPart;
import dev.isochron.bench.log.LogPlan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which part of `isochron bench log` to run; all of it when nothing is said.
final class LogPlanOptions {

    @Option(
            names = "--quick",
            description = "One group only, the cases that have targets, briefly.")
    private boolean quick;

    @Option(
            names = "--parts",
            paramLabel = "PART",
            split = ",",
            description = "Which parts: ${COMPLETION-CANDIDATES}.")
    private @Nullable Set<LogPart> parts;

    @Option(
            names = "--payloads",
            paramLabel = "BYTES",
            split = ",",
            description = "Sizes of an entry.")
    private @Nullable List<Integer> payloads;

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            description = "Numbers of clients in flight.")
    private @Nullable List<Integer> clients;

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

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long each cluster is warmed up, on its own, before the first case.")
    private @Nullable Double warmUp;

    String mode() {
        return quick ? "quick" : "full";
    }

    LogPlan plan() {
        LogPlan usual = quick ? LogPlan.quick() : LogPlan.full();
        return new LogPlan(
                parts == null ? usual.parts() : parts,
                payloads == null ? usual.payloads() : payloads,
                clients == null ? usual.clients() : clients,
                usual.manyGroups(),
                usual.quietGroups(),
                repetitions == null ? usual.repetitions() : repetitions,
                seconds == null ? usual.length() : lasting(seconds),
                warmUp == null ? usual.warmUp() : lasting(warmUp),
                usual.idle(),
                usual.lifetime());
    }

    private static Duration lasting(double seconds) {
        return Duration.ofMillis((long) (seconds * 1e3));
    }
}
