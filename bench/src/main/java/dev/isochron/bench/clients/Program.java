package dev.isochron.bench.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end.
record Program(boolean wentWell, String said) {

    private static final int PATIENCE_SECONDS = 600;

    /// Runs it with the addresses that libpq and its like look for.
    static Program run(Site site, List<String> words) throws InterruptedException {
        try {
            Path said = Files.createTempFile(site.scratch(), "said", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile());
            builder.environment()
                    .putAll(
                            Map.of(
                                    "PGHOST",
                                    "127.0.0.1",
                                    "PGPORT",
                                    Integer.toString(site.port()),
                                    "PGUSER",
                                    Site.USER,
                                    "PGDATABASE",
                                    Site.USER,
                                    "NODE_PATH",
                                    site.modules().toString()));
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String all = Files.readString(said, StandardCharsets.UTF_8);
            return ended
                    ? new Program(process.exitValue() == 0, all)
                    : new Program(false, all + "\nstill running");
        } catch (IOException absent) {
            return new Program(false, String.valueOf(absent.getMessage()));
        }
    }

    /// The last line that says something.
    String lastLine() {
        return said.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("");
    }

    /// What stands behind a word, a number first of all: `pgbench (PostgreSQL) 15.6` gives `15.6`.
    String version() {
        return said.lines()
                .flatMap(line -> Arrays.stream(line.split("[ ,()]+", -1)))
                .filter(word -> word.matches("\\d+(\\.\\d+)+.*"))
                .findFirst()
                .orElse("");
    }
}
