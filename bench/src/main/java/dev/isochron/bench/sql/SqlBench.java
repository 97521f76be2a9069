package dev.isochron.bench.sql;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Together;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Runs a [SqlPlan] on all sides and returns its rows.
public final class SqlBench {

    private final SqlPlan plan;
    private final Set<Part> parts;
    private final List<SqlSide> sides;
    private final Consumer<String> progress;

    /// What can be measured in one run.
    public enum Part {
        /// Loading, indexing, counting and grouping rows, and changing the schema.
        WORK,

        /// pgbench and sysbench.
        LOADS
    }

    /// Measures these.
    ///
    /// @param sides fresh databases
    /// @param progress is told what is being done
    public SqlBench(SqlPlan plan, Set<Part> parts, List<SqlSide> sides, Consumer<String> progress) {
        this.plan = plan;
        this.parts = Set.copyOf(parts);
        this.sides = List.copyOf(sides);
        this.progress = progress;
    }

    /// Every figure, and after them a verdict for each target that could be judged.
    public List<Row> run() throws IOException, InterruptedException {
        progress.accept("preparing them");
        var _ = Together.all(sides, this::prepare);
        List<SqlResult> results = new ArrayList<>();
        if (parts.contains(Part.LOADS)) {
            warmUp();
            results.addAll(measure(SqlCases.loads(plan)));
        }
        if (parts.contains(Part.WORK)) {
            results.addAll(measure(SqlCases.timed(plan)));
        }
        List<Row> rows = new ArrayList<>();
        results.forEach(result -> rows.addAll(result.rows()));
        rows.addAll(new SqlTargets(results).verdicts());
        return rows;
    }

    private SqlSide prepare(SqlSide side) throws IOException, InterruptedException {
        try {
            SqlCases.prepare(side, plan);
            return side;
        } catch (SQLException failed) {
            throw new IOException(side.subject() + ": " + failed.getMessage(), failed);
        }
    }

    private void warmUp() throws IOException, InterruptedException {
        if (plan.warmUpSeconds() == 0) {
            return;
        }
        for (SqlCase one : SqlCases.loads(plan.warmingUp())) {
            for (SqlSide side : sides) {
                progress.accept("warming up %s, %s".formatted(side.subject(), one.label()));
                new SqlResult(one).repeat(side);
            }
        }
    }

    /// Sides take turns, and each repetition begins with another.
    private List<SqlResult> measure(List<SqlCase> cases) throws IOException, InterruptedException {
        List<SqlResult> results = cases.stream().map(SqlResult::new).toList();
        for (int repetition = 0; repetition < plan.repetitions(); repetition++) {
            for (SqlResult result : results) {
                progress.accept(
                        "%s, %d of %d"
                                .formatted(result.label(), repetition + 1, plan.repetitions()));
                for (int turn = 0; turn < sides.size(); turn++) {
                    result.repeat(sides.get((repetition + turn) % sides.size()));
                }
            }
        }
        return results;
    }
}
