package dev.isochron.bench.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.peer.PostgresPeer;
import dev.isochron.bench.sql.SqlCase.Done;
import dev.isochron.bench.sql.SqlResult.Repetition;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Targets from made-up figures, and a short run on PostgreSQL alone.
class SqlBenchTest {

    private static final SqlPlan PLAN = SqlPlan.quick();

    @TempDir private Path directory;

    private static SqlResult counted(double ours, double theirs) {
        SqlResult result = new SqlResult(SqlCases.timed(PLAN).get(2));
        result.add(Subject.ISOCHRON, new Repetition(new Done(100, ours, 0), 1));
        result.add(Subject.POSTGRES, new Repetition(new Done(100, theirs, 0), 1));
        return result;
    }

    @Test
    void countingMayTakeThreeTimesAsLong() {
        List<Row> met = new SqlTargets(List.of(counted(3, 1))).verdicts();
        assertFalse(met.isEmpty());
        assertTrue(ResultTable.allTargetsMet(met));
        assertFalse(ResultTable.allTargetsMet(new SqlTargets(List.of(counted(3.1, 1))).verdicts()));
    }

    @Test
    void pointSelectsAreJudgedByWhatTheyCost() {
        SqlCase reads = ProgramLoad.pgbench(SqlCases.SELECT_ONLY, "select-only", PLAN);
        SqlResult result = new SqlResult(reads);
        result.add(Subject.ISOCHRON, new Repetition(new Done(70, 100, 0), 1));
        result.add(Subject.POSTGRES, new Repetition(new Done(100, 1, 0), 1));
        assertTrue(ResultTable.allTargetsMet(new SqlTargets(List.of(result)).verdicts()));
    }

    @Test
    void aShortRunWritesItsReport() throws IOException {
        assumeTrue(PostgresPeer.isInstalled(), "PostgreSQL is not installed");
        Path json = directory.resolve("sql.json");
        int code =
                CommandLineEntry.withInstalledSubcommands()
                        .run(
                                "bench",
                                "sql",
                                "--quick",
                                "--subjects",
                                "postgres",
                                "--parts",
                                "work",
                                "--rows",
                                "2000",
                                "--tables",
                                "2",
                                "--json",
                                json.toString());
        assertEquals(ExitCode.OK, code);
        BenchReport report = BenchReport.fromJson(Files.readString(json));
        List<String> cases =
                report.results().stream().map(row -> row.benchCase()).distinct().toList();
        assertEquals(SqlCases.timed(PLAN).stream().map(SqlCase::label).toList(), cases);
        assertTrue(report.config().containsKey("postgres: fsync"));
    }
}
