package dev.isochron.bench.harness;

import java.io.IOException;

/// One way to measure a case.
///
/// @param variant what sets it apart from the subject's main figure, in report words; empty for the
///   main figure itself
public record Probe(Subject subject, String variant, Task task) {

    /// One repetition.
    @FunctionalInterface
    public interface Task {
        Sample run() throws IOException, InterruptedException;
    }

    public boolean isMain() {
        return variant.isEmpty();
    }
}
