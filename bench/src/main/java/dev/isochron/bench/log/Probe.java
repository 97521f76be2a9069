package dev.isochron.bench.log;

import dev.isochron.bench.harness.Subject;
import java.io.IOException;

/// One way to measure a case.
///
/// @param variant what sets it apart from the subject's main figure, in report words; empty for the
///   main figure itself
record Probe(Subject subject, String variant, Task task) {

    /// One repetition.
    @FunctionalInterface
    interface Task {
        Sample run() throws IOException, InterruptedException;
    }

    boolean isMain() {
        return variant.isEmpty();
    }
}
