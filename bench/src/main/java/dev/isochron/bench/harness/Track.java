package dev.isochron.bench.harness;

import java.util.List;

/// Values of every second of one run.
///
/// @param benchCase as in the rows
/// @param run from 1, in the order in which they were made
/// @param name what is counted
/// @param values the first is that of the first second of the measuring interval
public record Track(
        String benchCase, Subject subject, int run, String name, String unit, List<Double> values) {
    public Track {
        values = List.copyOf(values);
    }
}
