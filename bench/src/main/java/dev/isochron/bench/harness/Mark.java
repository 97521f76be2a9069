package dev.isochron.bench.harness;

/// Something that happened during a run.
///
/// @param run of the subject, as in [Track]
/// @param second since the measuring interval began
/// @param text what happened
public record Mark(Subject subject, int run, double second, String text) {}
