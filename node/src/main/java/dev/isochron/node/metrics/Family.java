package dev.isochron.node.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/// One metric that is being filled with a value for each combination of its labels.
sealed interface Family {

    /// Adds a value; labels are names and values in turn.
    void add(double value, String... labels);

    /// The same for a whole number; beyond 2^53 it is rounded, as the format does.
    default void add(long value, String... labels) {
        add((double) value, labels);
    }

    MetricSnapshot build();

    /// What may rise and fall.
    static Family gauge(String name, String help) {
        return new Gauge(GaugeSnapshot.builder().name(name).help(help));
    }

    /// What only rises while the process lives; the format appends `_total` to its name.
    static Family counter(String name, String help) {
        return new Counter(CounterSnapshot.builder().name(name).help(help));
    }

    /// What may rise and fall, being filled.
    record Gauge(GaugeSnapshot.Builder to) implements Family {
        @Override
        public void add(double value, String... labels) {
            to.dataPoint(
                    GaugeDataPointSnapshot.builder()
                            .value(value)
                            .labels(Labels.of(labels))
                            .build());
        }

        @Override
        public MetricSnapshot build() {
            return to.build();
        }
    }

    /// What only rises, being filled.
    record Counter(CounterSnapshot.Builder to) implements Family {
        @Override
        public void add(double value, String... labels) {
            to.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .value(value)
                            .labels(Labels.of(labels))
                            .build());
        }

        @Override
        public MetricSnapshot build() {
            return to.build();
        }
    }
}
