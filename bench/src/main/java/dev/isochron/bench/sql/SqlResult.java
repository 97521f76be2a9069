package dev.isochron.bench.sql;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The repetitions of one case on every side, and the rows they make.
final class SqlResult {

    /// One repetition.
    ///
    /// @param cpuSeconds that the servers spent meanwhile
    record Repetition(SqlCase.Done done, double cpuSeconds) {

        double perSecond() {
            return done.operations() / done.seconds();
        }

        double perCpuSecond() {
            return done.operations() / Math.max(cpuSeconds, LEAST_CPU);
        }
    }

    /// The kernel counts PostgreSQL's time in hundredths of a second.
    private static final double LEAST_CPU = 0.01;

    private static final double MICROS = 1e6;

    private final SqlCase of;
    private final Map<Subject, List<Repetition>> repetitions = new EnumMap<>(Subject.class);

    SqlResult(SqlCase of) {
        this.of = of;
    }

    String label() {
        return of.label();
    }

    /// One more repetition on one side.
    void repeat(SqlSide side) throws IOException, InterruptedException {
        try {
            double before = side.cost().cpuSeconds();
            SqlCase.Done done = of.on(side);
            add(side.subject(), new Repetition(done, side.cost().cpuSeconds() - before));
        } catch (SQLException failed) {
            String message = failed.getMessage();
            throw new IOException(
                    "%s on %s: %s".formatted(of.label(), side.subject().label(), message), failed);
        }
    }

    void add(Subject subject, Repetition repetition) {
        repetitions.computeIfAbsent(subject, _ -> new ArrayList<>()).add(repetition);
    }

    /// A figure of each repetition of one side; none if it was not measured.
    List<Double> figures(Subject subject, ToDoubleFunction<Repetition> figure) {
        return repetitions.getOrDefault(subject, List.of()).stream()
                .map(one -> figure.applyAsDouble(one))
                .toList();
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        repetitions.forEach((subject, all) -> {
            String many = of.unit() + "s/s";
            Spread rate = Spread.of(figures(subject, Repetition::perSecond));
            rows.add(new Row(label(), subject, "throughput", rate.median(), many));
            rows.add(new Row(label(), subject, "throughput min", rate.min(), many));
            rows.add(new Row(label(), subject, "throughput max", rate.max(), many));
            double seconds = Spread.of(figures(subject, one -> one.done().seconds())).median();
            if (of instanceof TimedWork) {
                rows.add(new Row(label(), subject, "time", seconds, "s"));
            }
            double cpu = all.stream().mapToDouble(Repetition::cpuSeconds).sum();
            double done = all.stream().mapToDouble(one -> one.done().operations()).sum();
            String each = "µs/" + of.unit();
            rows.add(new Row(label(), subject, "server CPU", cpu * MICROS / done, each));
            double failed = all.stream().mapToDouble(one -> one.done().failed()).sum();
            if (failed > 0) {
                rows.add(new Row(label(), subject, "failed", failed, of.unit() + "s"));
            }
        });
        return rows;
    }
}
