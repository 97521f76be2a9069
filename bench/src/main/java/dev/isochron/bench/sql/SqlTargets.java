package dev.isochron.bench.sql;

import static dev.isochron.bench.harness.Target.Sense.AT_LEAST;
import static dev.isochron.bench.harness.Target.Sense.AT_MOST;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import dev.isochron.bench.sql.SqlResult.Repetition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What SQL is to reach, as ratios within one run.
final class SqlTargets {

    private static final double READS_PER_CPU = 0.7;
    private static final double WRITES = 1;
    private static final double COUNT_TIME = 3;
    private static final double COPY_RATE = 0.5;
    private static final double DDL_MILLIS = 20;

    private final List<SqlResult> results;

    SqlTargets(List<SqlResult> results) {
        this.results = List.copyOf(results);
    }

    /// The verdicts that the measured cases allow.
    List<Row> verdicts() {
        List<Row> rows = new ArrayList<>();
        for (String reads : List.of(SqlCases.SELECT_ONLY, SqlCases.POINT_SELECT)) {
            rows.addAll(
                    over(
                            reads,
                            "per CPU second of servers",
                            Repetition::perCpuSecond,
                            Subject.POSTGRES,
                            READS_PER_CPU));
        }
        for (String writes : List.of(SqlCases.SIMPLE_UPDATE, SqlCases.TPCB, SqlCases.INSERT)) {
            rows.addAll(
                    over(
                            writes,
                            "throughput",
                            Repetition::perSecond,
                            Subject.POSTGRES_SYNC,
                            WRITES));
        }
        rows.addAll(
                over(
                        SqlCases.COPY,
                        "throughput",
                        Repetition::perSecond,
                        Subject.POSTGRES,
                        COPY_RATE));
        rows.addAll(countTime());
        rows.addAll(ddlTime());
        return rows;
    }

    private List<Row> over(
            String label,
            String what,
            ToDoubleFunction<Repetition> figure,
            Subject peer,
            double bound) {
        List<Double> ours = figures(label, Subject.ISOCHRON, figure);
        List<Double> theirs = figures(label, peer, figure);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        String name = "%s over %s, %s".formatted(label, peer.label(), what);
        return new Target(name, AT_LEAST, bound, "ratio")
                .verdict(Subject.ISOCHRON, Spread.ofRatios(ours, theirs));
    }

    private List<Row> countTime() {
        List<Double> ours = figures(SqlCases.COUNT, Subject.ISOCHRON, one -> one.done().seconds());
        List<Double> theirs =
                figures(SqlCases.COUNT, Subject.POSTGRES, one -> one.done().seconds());
        if (ours.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        return new Target("count(*) over postgres, time", AT_MOST, COUNT_TIME, "ratio")
                .verdict(Subject.ISOCHRON, Spread.ofRatios(ours, theirs));
    }

    private List<Row> ddlTime() {
        List<Double> millis = figures(SqlCases.DDL, Subject.ISOCHRON, one -> 1e3 / one.perSecond());
        return millis.isEmpty()
                ? List.of()
                : new Target("a CREATE TABLE or DROP TABLE", AT_MOST, DDL_MILLIS, "ms")
                        .verdict(Subject.ISOCHRON, Spread.of(millis));
    }

    private List<Double> figures(
            String label, Subject subject, ToDoubleFunction<Repetition> figure) {
        return results.stream()
                .filter(result -> result.label().equals(label))
                .findFirst()
                .map(result -> result.figures(subject, figure))
                .orElse(List.of());
    }
}
