package dev.isochron.bench.harness;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that one run of a bench says; the JSON file is this record.
///
/// @param bench the name of the bench
/// @param commit which source was built, `-dirty` behind it when it had been changed
/// @param config everything chosen that could change a figure, in the order it was chosen
/// @param tracks values of every second, for benches that keep them
/// @param marks what happened during the runs
/// @param recorded all response times, for benches that keep them
/// @param spendings what each server spent in each run, for benches that keep it
public record BenchReport(
        String bench,
        String commit,
        Machine machine,
        Map<String, String> config,
        List<Row> results,
        List<Track> tracks,
        List<Mark> marks,
        List<Recorded> recorded,
        List<Spending> spendings) {

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public BenchReport {
        results = List.copyOf(results);
        tracks = copy(tracks);
        marks = copy(marks);
        recorded = copy(recorded);
        spendings = copy(spendings);
    }

    /// A report of rows alone.
    public BenchReport(
            String bench,
            String commit,
            Machine machine,
            Map<String, String> config,
            List<Row> results) {
        this(bench, commit, machine, config, results, List.of(), List.of(), List.of(), List.of());
    }

    /// A file that was written before there were such things has none.
    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    public String toJson() {
        return JSON.toJson(this);
    }

    public static BenchReport fromJson(String json) {
        return JSON.fromJson(json, BenchReport.class);
    }

    public void writeTo(Path file) throws IOException {
        Files.writeString(file, toJson() + "\n", StandardCharsets.UTF_8);
    }
}
