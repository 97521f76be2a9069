package dev.isochron.truetime.settings;

import dev.isochron.truetime.Durations;
import dev.isochron.truetime.TimestampLimit;
import dev.isochron.truetime.peers.JudgeLimits;
import dev.isochron.truetime.source.KernelLimits;
import dev.isochron.truetime.source.TimeLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How a node's clock is configured. Every instance has passed the checks of its constructor.
///
/// @param source where time comes from
/// @param boundNanos with `fixed`, and only there: the bound that the operator vouches for
/// @param kernel what is added to the kernel's account
/// @param leadEpsilonNanos the largest ε a leader may have
/// @param timestampLimit how far ahead a timestamp from outside may lie
/// @param judge how long evidence about clocks counts
/// @param directory of the clock that all nodes of a host share, if not the usual one
/// @param skewFile with `fixed`, and only there: makes the wall clock wrong on purpose, for trials
public record ClockSettings(
        SourceName source,
        OptionalLong boundNanos,
        KernelLimits kernel,
        long leadEpsilonNanos,
        TimestampLimit timestampLimit,
        JudgeLimits judge,
        Optional<Path> directory,
        Optional<Path> skewFile) {

    /// The kernel gives up on its own account at 16 s.
    private static final long MAX_MAX_EPSILON_NANOS = 16_000_000_000L;

    /// @throws InvalidClockSettingsException with all that is wrong
    public ClockSettings {
        List<String> wrong = new ArrayList<>();
        checkBound(source, boundNanos, leadEpsilonNanos, wrong);
        checkKernel(kernel, leadEpsilonNanos, wrong);
        if (skewFile.isPresent() && source != SourceName.FIXED) {
            wrong.add("clock.skew-file is for trials with clock.source=fixed; drop it");
        }
        if (timestampLimit.nanos() < 2 * leadEpsilonNanos) {
            wrong.add(
                    """
                    clock.timestamp-limit=%s is less than twice clock.lead-epsilon=%s, so the \
                    timestamps of an honest leader could be refused; raise it\
                    """
                            .formatted(
                                    Durations.text(timestampLimit.nanos()),
                                    Durations.text(leadEpsilonNanos)));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidClockSettingsException(wrong);
        }
    }

    private static void checkBound(
            SourceName source, OptionalLong bound, long leadEpsilon, List<String> wrong) {
        boolean fixed = source == SourceName.FIXED;
        if (fixed && bound.isEmpty()) {
            wrong.add("clock.source=fixed needs clock.bound, the error you vouch for, like 10ms");
        }
        if (!fixed && bound.isPresent()) {
            wrong.add("clock.bound means nothing with clock.source=" + source.text() + "; drop it");
        }
        if (bound.isPresent() && bound.getAsLong() > leadEpsilon) {
            wrong.add(
                    """
                    clock.bound=%s is more than clock.lead-epsilon=%s, so no node could ever \
                    lead; vouch for less or make the lease longer\
                    """
                            .formatted(
                                    Durations.text(bound.getAsLong()),
                                    Durations.text(leadEpsilon)));
        }
    }

    private static void checkKernel(KernelLimits kernel, long leadEpsilon, List<String> wrong) {
        if (kernel.floorNanos() >= leadEpsilon) {
            wrong.add(
                    "clock.floor=%s is not less than clock.lead-epsilon=%s, so no node could lead"
                            .formatted(
                                    Durations.text(kernel.floorNanos()),
                                    Durations.text(leadEpsilon)));
        }
        long max = kernel.maxEpsilonNanos();
        if (max < leadEpsilon || max > MAX_MAX_EPSILON_NANOS) {
            wrong.add(
                    "clock.max-epsilon=%s must lie between clock.lead-epsilon=%s and %s"
                            .formatted(
                                    Durations.text(max),
                                    Durations.text(leadEpsilon),
                                    Durations.text(MAX_MAX_EPSILON_NANOS)));
        }
    }

    /// What stands when nothing is configured: one host, ε = 0.
    public static ClockSettings defaults() {
        return parse(Map.of());
    }

    /// Reads the `clock.…` entries of a configuration; others are left alone.
    ///
    /// @throws InvalidClockSettingsException with all that is wrong
    public static ClockSettings parse(Map<String, String> configuration) {
        SettingsReader reader = new SettingsReader(configuration);
        SourceName source = reader.source();
        OptionalLong bound = reader.optionalDuration(ClockKey.BOUND);
        long floor = reader.duration(ClockKey.FLOOR, TimeLine.STEP_TOLERANCE_NANOS);
        long drift = reader.driftPpb();
        long max = reader.duration(ClockKey.MAX_EPSILON, 1);
        Optional<String> daemon = reader.daemon(source);
        long lead = reader.duration(ClockKey.LEAD_EPSILON, 1);
        long limit = reader.duration(ClockKey.TIMESTAMP_LIMIT, 1);
        long evidence = reader.duration(ClockKey.EVIDENCE, SettingsReader.MIN_EVIDENCE_NANOS);
        Optional<Path> directory = reader.path(ClockKey.DIR);
        Optional<Path> skewFile = reader.path(ClockKey.SKEW_FILE);
        reader.throwIfWrong();
        return new ClockSettings(
                source,
                bound,
                new KernelLimits(floor, drift, max, daemon),
                lead,
                new TimestampLimit(limit),
                new JudgeLimits(evidence, drift),
                directory,
                skewFile);
    }

    /// What speaks against these settings in a cluster whose leases are `leaseNanos` long.
    public Optional<String> objectionToLease(long leaseNanos) {
        if (leadEpsilonNanos <= leaseNanos / 4) {
            return Optional.empty();
        }
        return Optional.of(
                """
                clock.lead-epsilon=%s is more than a quarter of the lease of %s, so a leader \
                could spend its lease waiting for its clock; lower it or make the lease longer\
                """
                        .formatted(Durations.text(leadEpsilonNanos), Durations.text(leaseNanos)));
    }
}
