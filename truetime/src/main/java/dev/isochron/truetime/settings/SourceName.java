package dev.isochron.truetime.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The sources of time that a node can be configured with. The simulated one is not among them: it
/// has no host.
public enum SourceName {
    SINGLE_HOST("single-host"),
    KERNEL("kernel"),
    FIXED("fixed");

    private final String text;

    SourceName(String text) {
        this.text = text;
    }

    /// As it stands in the configuration.
    public String text() {
        return text;
    }

    static Optional<SourceName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
    }

    static String choices() {
        return Arrays.stream(values()).map(SourceName::text).collect(Collectors.joining(", "));
    }
}
