package dev.isochron.bench.report;

import dev.isochron.bench.harness.BenchReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page.
public final class HtmlReport {

    private static final Pattern SLOT = Pattern.compile("@([a-z.]+)@");

    private HtmlReport() {}

    public static void write(BenchReport report, Path file) throws IOException {
        Files.writeString(file, of(report), StandardCharsets.UTF_8);
    }

    /// The page as text.
    public static String of(BenchReport report) {
        ReportTables tables = new ReportTables(report);
        Map<String, String> slots = new LinkedHashMap<>();
        slots.put("title", Html.text("isochron bench " + report.bench()));
        slots.put(
                "subtitle",
                Html.text(
                        "commit %s · %s, %d cores"
                                .formatted(
                                        report.commit(),
                                        report.machine().processor(),
                                        report.machine().cores())));
        slots.put("cards", tables.cards());
        slots.put("tables", tables.all());
        slots.put("json", Html.json(report.toJson()));
        slots.put("uplot.css", resource("uPlot.min.css"));
        slots.put("uplot.js", resource("uPlot.iife.min.js"));
        slots.put("report.css", resource("report.css"));
        slots.put("report.js", resource("report.js"));
        return SLOT.matcher(resource("report.html"))
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                slots.getOrDefault(found.group(1), found.group())));
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
