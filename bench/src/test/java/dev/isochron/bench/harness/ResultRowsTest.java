package dev.isochron.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One list of rows feeds the JSON file and the table.
class ResultRowsTest {

    private static final List<Row> FIGURES =
            List.of(
                    Row.of("payload=100B clients=1", Subject.ISOCHRON, Metric.THROUGHPUT, 12345.6),
                    Row.of("payload=100B clients=1", Subject.RATIS, Metric.THROUGHPUT, 3.14159),
                    Row.of("payload=100B clients=1", Subject.ISOCHRON, Metric.P50, 0.25));

    @Test
    void theTableShowsEveryRowOnce() {
        assertEquals(
                """
                payload=100B clients=1                                        isochron       ratis
                  throughput                            entries/s               12,346        3.14
                  p50                                   µs                       0.250           -

                """,
                ResultTable.render(FIGURES));
    }

    @Test
    void theTableOfRowsReadBackFromJsonIsTheSame() {
        List<Row> rows = new ArrayList<>(FIGURES);
        rows.addAll(
                new Target("a", Target.Sense.AT_LEAST, 3, "ratio")
                        .verdict(Subject.ISOCHRON, new Spread(3.5, 3, 4)));
        BenchReport report = report(rows);
        BenchReport read = BenchReport.fromJson(report.toJson());
        assertEquals(report, read);
        assertEquals(ResultTable.render(rows), ResultTable.render(read.results()));
    }

    @Test
    void theJsonHasTheAgreedNames() {
        JsonObject json = JsonParser.parseString(report(FIGURES).toJson()).getAsJsonObject();
        assertEquals(
                List.of(
                        "bench",
                        "commit",
                        "machine",
                        "config",
                        "results",
                        "tracks",
                        "marks",
                        "recorded",
                        "spendings"),
                List.copyOf(json.keySet()));
        JsonObject row = json.getAsJsonArray("results").get(0).getAsJsonObject();
        assertEquals(
                List.of("case", "subject", "metric", "value", "unit"), List.copyOf(row.keySet()));
        assertEquals("isochron", row.get("subject").getAsString());
    }

    @Test
    void everySubjectIsWrittenByItsLabel() {
        for (Subject subject : Subject.values()) {
            Row row = Row.of("any", subject, Metric.P50, 1);
            JsonObject json =
                    JsonParser.parseString(report(List.of(row)).toJson()).getAsJsonObject();
            assertEquals(
                    subject.label(),
                    json.getAsJsonArray("results")
                            .get(0)
                            .getAsJsonObject()
                            .get("subject")
                            .getAsString());
        }
    }

    @Test
    void aRowHoldsAFiniteNumber() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Row.of("any", Subject.RAW, Metric.P50, Double.NaN));
    }

    @Test
    void aVerdictIsJudgedByTheMedianOnItsSideOfTheBound() {
        assertTrue(met(Target.Sense.AT_LEAST, new Spread(3, 1, 9)));
        assertFalse(met(Target.Sense.AT_LEAST, new Spread(2.99, 1, 9)));
        assertTrue(met(Target.Sense.AT_MOST, new Spread(3, 1, 9)));
        assertFalse(met(Target.Sense.AT_MOST, new Spread(3.01, 1, 9)));
    }

    @Test
    void aVerdictIsOneLineWithItsSpreadAndBound() {
        List<Row> rows =
                new Target("256 clients over Ratis", Target.Sense.AT_LEAST, 3, "ratio")
                        .verdict(Subject.ISOCHRON, new Spread(2.5, 2.25, 12));
        assertEquals(
                "MISS  256 clients over Ratis: 2.50 ratio (2.25 to 12.0), at least 3.00\n",
                ResultTable.render(rows));
    }

    private static boolean met(Target.Sense sense, Spread measured) {
        List<Row> rows = new Target("any", sense, 3, "ratio").verdict(Subject.ISOCHRON, measured);
        return ResultTable.allTargetsMet(rows);
    }

    private static BenchReport report(List<Row> rows) {
        Machine machine = new Machine("Linux 1 amd64", "a processor", 2, 1024, "a JVM", "ext4");
        return new BenchReport("log", "0123abc", machine, Map.of("repetitions", "5"), rows);
    }
}
