package dev.isochron.truetime.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The settings of the clock by name, with what stands in when one is left out.
public enum ClockKey {
    SOURCE("clock.source", "single-host", "where time comes from: single-host, kernel or fixed"),
    BOUND("clock.bound", "", "fixed: how far the wall clock may be from true time at most"),
    FLOOR("clock.floor", "100us", "kernel: added to ε for what the kernel does not account for"),
    DRIFT_PPM("clock.drift-ppm", "200", "kernel: drift between two readings of the account"),
    DAEMON("clock.daemon", "auto", "kernel: auto looks for it; chronyd or ntpd vouches for it"),
    LEAD_EPSILON("clock.lead-epsilon", "625ms", "largest ε of a leader: a quarter of the lease"),
    MAX_EPSILON("clock.max-epsilon", "5s", "kernel: with a larger ε the clock is unusable"),
    TIMESTAMP_LIMIT(
            "clock.timestamp-limit", "2s", "how far ahead a timestamp from outside may lie"),
    EVIDENCE("clock.evidence", "5s", "how long a peer's word about a clock counts"),
    DIR("clock.dir", "", "single-host: directory of the clock that all nodes of the host share"),
    SKEW_FILE(
            "clock.skew-file",
            "",
            "fixed, for trials: holds what the wall clock is wrong by, in ns");

    private final String text;
    private final String fallback;
    private final String meaning;

    ClockKey(String text, String fallback, String meaning) {
        this.text = text;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /// The name in the configuration.
    public String text() {
        return text;
    }

    /// The value that stands in; empty if there is none.
    public String fallback() {
        return fallback;
    }

    /// What it is for, one line.
    public String meaning() {
        return meaning;
    }

    static Optional<ClockKey> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(ClockKey::text).collect(Collectors.joining(", "));
    }
}
