package dev.isochron.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Machine;
import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.tpcc.Measured;
import dev.isochron.bench.tpcc.TpccBench;
import dev.isochron.bench.tpcc.TpccPlan;
import dev.isochron.bench.tpcc.TpccRows;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.run.KindResult;
import dev.isochron.bench.tpcc.run.RunPlan;
import dev.isochron.bench.tpcc.run.RunResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The numbers of a report, worked out once more from the raw JSON: from the values of every second
/// and from the recorded response times.
class ReportNumbersTest {

    private static final int SECONDS = 20;

    @TempDir private Path directory;

    private final TpccPlan plan =
            new TpccPlan(
                    TpccScale.standard(1),
                    new RunPlan(10, Duration.ZERO, Duration.ofSeconds(SECONDS), true, 1),
                    Duration.ofSeconds(2),
                    1,
                    1,
                    true,
                    List.of(),
                    Lifetime.LONG);
    private final BenchReport report = report();
    private final JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();

    @Test
    void ordersAMinuteAreThoseOfEverySecond() {
        double orders = sum("new-order");
        assertEquals(orders * 60 / SECONDS, value("tpmC"), 1e-6);
        assertEquals(orders * 60 / SECONDS / 12.86 * 100, value("efficiency"), 1e-6);
    }

    @Test
    void completedTransactionsAreThoseOfEverySecondAndOfTheRecordedTimes() {
        double all = 0;
        for (Kind kind : Kind.values()) {
            assertEquals(sum(kind.toString()), value(kind + ": completed"), 1e-9);
            assertEquals((double) recorded(kind).count(), value(kind + ": completed"), 1e-9);
            all += sum(kind.toString());
        }
        assertEquals(all / SECONDS, value("all transactions"), 1e-6);
    }

    @Test
    void responseTimesAreThoseThatWereRecorded() {
        for (Kind kind : Kind.values()) {
            Latencies times = recorded(kind);
            assertEquals(times.micros(50), value(kind + ": p50"), 1e-6);
            assertEquals(times.micros(90), value(kind + ": p90"), 1e-6);
            assertEquals(times.micros(99), value(kind + ": p99"), 1e-6);
            assertEquals(
                    100 * times.micros(90) / (kind.limit().toNanos() / 1e3),
                    value(kind + ": p90 of its limit"),
                    1e-6);
        }
    }

    @Test
    void costsAreThoseOfEachServerOverAllTransactions() {
        double all = 0;
        for (Kind kind : Kind.values()) {
            all += sum(kind.toString());
        }
        assertEquals(
                1e3 * (spent(1, Amount.CPU) + spent(2, Amount.CPU)) / all,
                value("server CPU"),
                1e-6);
        assertEquals(1e3 * spent(2, Amount.CPU) / all, value("node 2 CPU"), 1e-6);
        assertEquals(spent(1, Amount.WRITTEN) / all, value("node 1 written"), 1e-6);
        assertEquals(spent(2, Amount.SENT) / all, value("server sent to other nodes"), 1e-6);
        assertEquals(spent(2, Amount.RESIDENT) / (1 << 20), value("node 2 memory"), 1e-6);
    }

    @Test
    void theTailUnderLoadIsSetBesideOneTerminalAlone() {
        Row verdict =
                report.results().stream()
                        .filter(row -> row.benchCase().endsWith("p50 of one terminal alone"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(recorded(Kind.NEW_ORDER).micros(99) / 2_000, verdict.value(), 1e-6);
    }

    private double spent(int node, Amount amount) {
        for (JsonElement element : json.getAsJsonArray("spendings")) {
            JsonObject one = element.getAsJsonObject();
            if (one.get("node").getAsInt() == node) {
                return one.getAsJsonObject("amounts").get(amount.toString()).getAsDouble();
            }
        }
        throw new AssertionError("nothing of node " + node);
    }

    @Test
    void aPictureOfTheRunIsDrawnWithoutAScreen() throws IOException {
        Path picture = directory.resolve("run.png");
        PngReport.write(report, picture);
        BufferedImage image = ImageIO.read(picture.toFile());
        assertEquals(1200, image.getWidth());
        Set<Integer> colours = new TreeSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertTrue(colours.contains(0xff1f77b4), "no line of orders");
    }

    @Test
    void aReportIsReadAsItWasWritten() {
        assertEquals(report, BenchReport.fromJson(report.toJson()));
    }

    @Test
    void thePageShowsTheRowsAndAsksNothingOfTheNetwork() {
        String page = HtmlReport.of(report);
        assertTrue(page.contains("<b>" + Html.number(value("tpmC")) + "</b>"));
        for (Kind kind : Kind.values()) {
            String cell = "<td class=\"n\">" + Html.number(value(kind + ": p99")) + "</td>";
            assertTrue(page.contains(cell), () -> "no p99 of " + kind);
        }
        assertTrue(page.contains(Html.number(value("node 1 written")) + " B/transaction"));
        assertTrue(page.contains("node 2 &lt;leader&gt; killed"));
        assertFalse(page.contains("@json@"));
        assertFalse(page.matches("(?s).*(src|href)=\"https?:.*"));
        assertEquals(4, page.split("</script>", -1).length, "JSON closes its element");
    }

    private double value(String metric) {
        return report.results().stream()
                .filter(row -> row.metric().equals(metric))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private double sum(String track) {
        double sum = 0;
        for (JsonElement element : json.getAsJsonArray("tracks")) {
            JsonObject one = element.getAsJsonObject();
            if (one.get("name").getAsString().equals(track)) {
                JsonArray values = one.getAsJsonArray("values");
                for (JsonElement value : values) {
                    sum += value.getAsDouble();
                }
            }
        }
        return sum;
    }

    private Latencies recorded(Kind kind) {
        Latencies all = new Latencies();
        for (JsonElement element : json.getAsJsonArray("recorded")) {
            JsonObject one = element.getAsJsonObject();
            if (one.get("name").getAsString().equals(kind.toString())) {
                all.add(Latencies.decode(one.get("histogram").getAsString()));
            }
        }
        return all;
    }

    /// A run that never was.
    private BenchReport report() {
        SplittableRandom chance = new SplittableRandom(5);
        List<KindResult> kinds = new ArrayList<>();
        Map<Kind, List<Long>> perSecond = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Latencies times = new Latencies();
            List<Long> seconds = new ArrayList<>();
            long completed = 0;
            for (int second = 0; second < SECONDS; second++) {
                long count = chance.nextLong(1, 40);
                seconds.add(count);
                completed += count;
                for (long i = 0; i < count; i++) {
                    times.record(chance.nextLong(100_000, 900_000_000));
                }
            }
            KindResult.Reach reach = new KindResult.Reach(completed, completed - 2);
            kinds.add(new KindResult(kind, completed, 1, completed + 7, times, reach));
            perSecond.put(kind, seconds);
        }
        RunResult.NewOrderMicros micros = new RunResult.NewOrderMicros(List.of(1.0), List.of(2.0));
        RunResult run =
                new RunResult(
                        SECONDS,
                        kinds,
                        perSecond,
                        micros,
                        Map.of("wounded: district", 3L),
                        Map.of(),
                        1.5);
        Mark mark = new Mark(Subject.ISOCHRON, 1, 4.5, "node 2 <leader> killed");
        Measured measured =
                new Measured(
                        Subject.ISOCHRON,
                        1,
                        run,
                        List.of(
                                Map.of(Amount.CPU, 12.0, Amount.WRITTEN, 9e6),
                                Map.of(Amount.CPU, 7.5, Amount.SENT, 5e6, Amount.RESIDENT, 4e8)),
                        3,
                        SECONDS,
                        new TreeMap<>(Map.of(7L, List.of(1.0, 2.0))),
                        List.of(mark));
        TpccBench.Result result =
                new TpccBench.Result(
                        List.of(measured),
                        Map.of(),
                        Map.of(Subject.ISOCHRON, 2_000.0),
                        Map.of(Subject.ISOCHRON, List.of()));
        return new BenchReport(
                "tpcc",
                "abc1234",
                new Machine("os", "processor", 2, 1024, "vm", "ext4"),
                plan.described(),
                TpccRows.of(plan, result),
                TpccRows.tracks(plan, result),
                TpccRows.marks(result),
                TpccRows.recorded(plan, result),
                TpccRows.spendings(plan, result));
    }
}
