package dev.isochron.bench.harness;

import com.google.gson.annotations.SerializedName;

/// One figure.
///
/// @param benchCase what was done, the same text for every subject it was done to; `case` in JSON
/// @param subject whose figure it is
/// @param metric what was measured
/// @param value finite
/// @param unit of the value
public record Row(
        @SerializedName("case") String benchCase,
        Subject subject,
        String metric,
        double value,
        String unit) {

    public Row {
        if (benchCase.isBlank() || metric.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("a row names its case, metric and unit");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "%s of %s in case '%s' is %s; a row holds a finite number"
                            .formatted(metric, subject.label(), benchCase, value));
        }
    }

    public static Row of(String benchCase, Subject subject, Metric metric, double value) {
        return new Row(benchCase, subject, metric.name(), value, metric.unit());
    }
}
