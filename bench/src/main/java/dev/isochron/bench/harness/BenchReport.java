package dev.isochron.bench.harness;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// All that one run of a bench says; the JSON file is this record.
///
/// @param bench the name of the bench
/// @param commit which source was built, `-dirty` behind it when it had been changed
/// @param config everything chosen that could change a figure, in the order it was chosen
public record BenchReport(
        String bench,
        String commit,
        Machine machine,
        Map<String, String> config,
        List<Row> results) {

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public BenchReport {
        results = List.copyOf(results);
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
