package dev.isochron.truetime;

import java.util.List;

/// What a clock says about itself, for metrics and `isochron clock`.
///
/// @param source where its time comes from, for example `kernel`
/// @param basis how that source knows its bound, one sentence
/// @param domain which clocks it may be compared with
/// @param reading one reading, taken for this status
/// @param measures what led to it, in the order a person reads it
public record ClockStatus(
        String source, String basis, ClockDomain domain, Reading reading, List<Measure> measures) {

    public ClockStatus {
        measures = List.copyOf(measures);
    }

    /// One number with its name, as it stands in metrics.
    ///
    /// @param name lower case words joined by `_`
    /// @param value the number
    /// @param unit `ns`, `ppb`, `count`, or what else it counts
    public record Measure(String name, long value, String unit) {}
}
