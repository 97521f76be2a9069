package dev.isochron.bench.stall;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import dev.isochron.bench.harness.Target.Sense;
import dev.isochron.bench.stall.Strike.Kind;
import java.util.ArrayList;
import java.util.List;

/// The longest gaps of one run.
final class StallRows {

    private static final double LONGEST_MOVE_MILLIS = 50;
    private static final double LONGEST_SPLIT_MILLIS = 20;
    private static final double LONGEST_KILL_MILLIS = 3_000;

    private StallRows() {}

    /// @param ends when the writes of each writer ended
    static List<Row> of(List<Strike> strikes, List<Ends> ends, int failed) {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<Strike> ofKind = strikes.stream().filter(one -> one.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                rows.addAll(rows(kind, ofKind, ends));
            }
        }
        rows.addAll(
                new Target("failed writes", Sense.AT_MOST, 0, "writes")
                        .verdict(Subject.ISOCHRON, Spread.of(List.of((double) failed))));
        return rows;
    }

    private static List<Row> rows(Kind kind, List<Strike> strikes, List<Ends> ends) {
        List<Double> stalls = strikes.stream().map(one -> stallMillis(one, ends)).toList();
        Spread spread = Spread.of(stalls);
        List<Row> rows = new ArrayList<>();
        rows.add(row(kind, "times", stalls.size(), "times"));
        rows.add(row(kind, "writes", writesPerSecond(strikes, ends), "1/s"));
        rows.add(row(kind, "longest gap, median", spread.median(), "ms"));
        rows.add(row(kind, "longest gap, shortest", spread.min(), "ms"));
        rows.add(row(kind, "longest gap, longest", spread.max(), "ms"));
        double bound =
                switch (kind) {
                    case CALM -> 0;
                    case MOVE -> LONGEST_MOVE_MILLIS;
                    case SPLIT -> LONGEST_SPLIT_MILLIS;
                    case KILL -> LONGEST_KILL_MILLIS;
                };
        if (bound > 0) {
            rows.addAll(
                    new Target(kind + ", longest gap of a writer", Sense.AT_MOST, bound, "ms")
                            .verdict(Subject.ISOCHRON, spread));
        }
        return rows;
    }

    private static Row row(Kind kind, String metric, double value, String unit) {
        return new Row(kind.toString(), Subject.ISOCHRON, metric, value, unit);
    }

    private static double stallMillis(Strike strike, List<Ends> ends) {
        long nanos =
                ends.stream()
                        .mapToLong(
                                one -> one.longestGapNanos(strike.fromNanos(), strike.untilNanos()))
                        .max()
                        .orElseThrow();
        return nanos / 1e6;
    }

    private static double writesPerSecond(List<Strike> strikes, List<Ends> ends) {
        long writes = 0;
        double seconds = 0;
        for (Strike strike : strikes) {
            for (Ends one : ends) {
                writes += one.within(strike.fromNanos(), strike.untilNanos());
            }
            seconds += (strike.untilNanos() - strike.fromNanos()) / 1e9;
        }
        return writes / seconds;
    }
}
