package dev.isochron.simulation.run;

import dev.isochron.simulation.judge.Violation;
import java.util.Optional;

/// How a run ended.
///
/// @param digest equal for equal histories
/// @param simulatedNanos virtual time that passed
/// @param violation the first promise that was broken, if one was
public record Verdict(
        Task task, long digest, long events, long simulatedNanos, Optional<Violation> violation) {}
