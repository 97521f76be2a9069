package dev.isochron.bench.harness;

/// All response times of one kind of operation in one run.
///
/// @param name of the kind
/// @param histogram as [Latencies#encoded] writes it
public record Recorded(String benchCase, Subject subject, int run, String name, String histogram) {}
