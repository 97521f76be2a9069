package dev.isochron.bench.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A figure to reach.
///
/// @param name says what is compared with what
/// @param sense whether more or less is better
/// @param bound what the median must reach
public record Target(String name, Sense sense, double bound, String unit) {

    /// Cases of verdicts begin with this.
    private static final String CASE_PREFIX = "target: ";

    private static final String MEDIAN = "median";
    private static final String MIN = "min";
    private static final String MAX = "max";

    /// Which side of the bound is the good one.
    public enum Sense {
        AT_MOST("at most"),
        AT_LEAST("at least");

        final String words;

        Sense(String words) {
            this.words = words;
        }
    }

    /// What was measured, as rows; [Verdict] reads them.
    public List<Row> verdict(Subject subject, Spread measured) {
        return List.of(
                row(subject, MEDIAN, measured.median()),
                row(subject, MIN, measured.min()),
                row(subject, MAX, measured.max()),
                row(subject, sense.words, bound));
    }

    private Row row(Subject subject, String metric, double value) {
        return new Row(CASE_PREFIX + name, subject, metric, value, unit);
    }

    /// A target and what was measured of it.
    record Verdict(String name, Spread measured, Sense sense, double bound, String unit) {

        static boolean isVerdict(List<Row> ofCase) {
            return ofCase.getFirst().benchCase().startsWith(CASE_PREFIX);
        }

        static Verdict of(List<Row> ofCase) {
            Row first = ofCase.getFirst();
            Sense sense =
                    Arrays.stream(Sense.values())
                            .filter(one -> find(ofCase, one.words).isPresent())
                            .findFirst()
                            .orElseThrow(() -> incomplete(first));
            return new Verdict(
                    first.benchCase().substring(CASE_PREFIX.length()),
                    new Spread(value(ofCase, MEDIAN), value(ofCase, MIN), value(ofCase, MAX)),
                    sense,
                    value(ofCase, sense.words),
                    first.unit());
        }

        /// Judged by the median; the extremes stand beside it so that a lucky one shows.
        boolean met() {
            return switch (sense) {
                case AT_MOST -> measured.median() <= bound;
                case AT_LEAST -> measured.median() >= bound;
            };
        }

        private static double value(List<Row> ofCase, String metric) {
            return find(ofCase, metric).orElseThrow(() -> incomplete(ofCase.getFirst())).value();
        }

        private static Optional<Row> find(List<Row> ofCase, String metric) {
            return ofCase.stream().filter(row -> row.metric().equals(metric)).findFirst();
        }

        private static IllegalArgumentException incomplete(Row row) {
            return new IllegalArgumentException("the rows of '" + row.benchCase() + "' miss some");
        }
    }
}
