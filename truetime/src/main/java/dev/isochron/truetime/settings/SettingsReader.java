package dev.isochron.truetime.settings;

import dev.isochron.truetime.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Reads the values of [ClockKey] from a configuration and gathers what is wrong with them. Where a
/// value is wrong its fallback stands in, so that one mistake is not reported twice.
final class SettingsReader {

    static final long MIN_EVIDENCE_NANOS = 100_000_000L;

    /// Ten minutes; see the judge's own limit.
    private static final long MAX_DURATION_NANOS = 600_000_000_000L;

    private static final int MAX_DRIFT_PPM = 1_000;
    private static final String PREFIX = "clock.";

    private final Map<String, String> values = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    SettingsReader(Map<String, String> configuration) {
        for (var entry : new TreeMap<>(configuration).entrySet()) {
            String name = entry.getKey();
            if (!name.startsWith(PREFIX)) {
                continue;
            }
            if (ClockKey.of(name).isEmpty()) {
                wrong.add(
                        "there is no setting %s; these exist: %s"
                                .formatted(name, ClockKey.names()));
            }
            values.put(name, entry.getValue().strip());
        }
    }

    private String text(ClockKey key) {
        String given = values.getOrDefault(key.text(), "");
        return given.isEmpty() ? key.fallback() : given;
    }

    SourceName source() {
        String text = text(ClockKey.SOURCE);
        if (text.equals("simulated")) {
            wrong.add("clock.source=simulated exists only inside the simulator");
        } else if (SourceName.of(text).isEmpty()) {
            wrong.add(
                    "clock.source=%s is unknown; choose one of %s"
                            .formatted(text, SourceName.choices()));
        }
        return SourceName.of(text).orElse(SourceName.SINGLE_HOST);
    }

    OptionalLong optionalDuration(ClockKey key) {
        return text(key).isEmpty() ? OptionalLong.empty() : OptionalLong.of(duration(key, 1));
    }

    long duration(ClockKey key, long minNanos) {
        try {
            long nanos = Durations.parse(text(key));
            if (nanos >= minNanos && nanos <= MAX_DURATION_NANOS) {
                return nanos;
            }
            wrong.add(
                    "%s=%s must lie between %s and %s"
                            .formatted(
                                    key.text(),
                                    text(key),
                                    Durations.text(minNanos),
                                    Durations.text(MAX_DURATION_NANOS)));
        } catch (IllegalArgumentException e) {
            wrong.add(key.text() + ": " + e.getMessage());
        }
        return key.fallback().isEmpty() ? minNanos : Durations.parse(key.fallback());
    }

    long driftPpb() {
        String text = text(ClockKey.DRIFT_PPM);
        boolean number = text.matches("\\d{1,9}");
        if (number && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_DRIFT_PPM) {
            return Integer.parseInt(text) * 1_000L;
        }
        wrong.add(
                "clock.drift-ppm=%s must be a whole number from 1 to %d"
                        .formatted(text, MAX_DRIFT_PPM));
        return Integer.parseInt(ClockKey.DRIFT_PPM.fallback()) * 1_000L;
    }

    Optional<String> daemon(SourceName source) {
        String text = text(ClockKey.DAEMON);
        if (!text.equals("auto") && source != SourceName.KERNEL) {
            wrong.add(
                    "clock.daemon means nothing with clock.source=" + source.text() + "; drop it");
        }
        return switch (text) {
            case "auto" -> Optional.empty();
            case "chronyd", "ntpd" -> Optional.of(text);
            default -> {
                wrong.add(
                        """
                        clock.daemon=%s is not known to keep the kernel's error bound; choose \
                        auto, chronyd or ntpd\
                        """
                                .formatted(text));
                yield Optional.empty();
            }
        };
    }

    Optional<Path> path(ClockKey key) {
        String text = text(key);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            wrong.add(key.text() + " is no path: " + e.getMessage());
            return Optional.empty();
        }
    }

    void throwIfWrong() {
        if (!wrong.isEmpty()) {
            throw new InvalidClockSettingsException(wrong);
        }
    }
}
