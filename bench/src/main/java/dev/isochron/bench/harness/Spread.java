package dev.isochron.bench.harness;

import java.util.Arrays;
import java.util.List;

/// What repetitions of one measurement gave: the middle, and how far they lie apart.
public record Spread(double median, double min, double max) {

    public static Spread of(List<Double> repetitions) {
        if (repetitions.isEmpty()) {
            throw new IllegalArgumentException("a spread needs at least one repetition");
        }
        double[] sorted = repetitions.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Spread(middle(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    /// The spread of `over[i] / under[i]`.
    ///
    /// Repetition `i` of both subjects ran side by side, so what slowed the machine then slowed
    /// both; the quotient of two medians would compare moments that never met.
    public static Spread ofRatios(List<Double> over, List<Double> under) {
        if (over.size() != under.size()) {
            throw new IllegalArgumentException(
                    "%d repetitions cannot be paired with %d".formatted(over.size(), under.size()));
        }
        Double[] quotients = new Double[over.size()];
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = over.get(i) / under.get(i);
        }
        return of(List.of(quotients));
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
