package dev.isochron.sql.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.syntax.ParserTarget;
import dev.isochron.sql.wire.WireTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No hang, no lack of memory, no overflow of the stack, nothing but an answer.
///
/// Every run meets what was found before (`resources/fuzz`), and a short run of Jazzer in a process
/// of its own, always from the same seed. `-Dfuzz.seconds=600` makes that run long, `-Dseed=…`
/// another; what is found lies in `target/fuzz`.
class FuzzTest {

    private static final Path FOUND = Path.of("src/test/resources/fuzz");
    private static final long SEED = Long.getLong("seed", 20261126);
    private static final int RUNS = 6_000;
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);

    /// Longer than this for one input is a hang.
    private static final int HANG_SECONDS = 60;

    private static final int HEAP_MIB = 256;

    @TempDir private Path directory;

    @Test
    void whatWasFoundIsAnswered() throws IOException {
        replay("parser", ParserTarget::fuzzerTestOneInput);
        replay("wire", WireTarget::fuzzerTestOneInput);
    }

    private static void replay(String what, Consumer<byte[]> target) throws IOException {
        try (Stream<Path> inputs = Files.list(FOUND.resolve(what))) {
            for (Path input : inputs.sorted().toList()) {
                target.accept(Files.readAllBytes(input));
            }
        }
    }

    @Test
    void theParserMeetsJazzer() throws IOException, InterruptedException {
        Path seeds = Files.createDirectory(directory.resolve("seeds"));
        int number = 0;
        for (String line : Files.readAllLines(Path.of("src/test/resources/syntax/queries.txt"))) {
            if (!line.startsWith(" ") && !line.isBlank()) {
                Files.writeString(seeds.resolve("seed" + number++), line);
            }
        }
        run(ParserTarget.class, "parser", seeds);
    }

    @Test
    void theWireMeetsJazzer() throws IOException, InterruptedException {
        Path seeds = Files.createDirectory(directory.resolve("seeds"));
        for (byte[] seed : WireTarget.seeds()) {
            Files.write(seeds.resolve("seed" + seed.length), seed);
        }
        run(WireTarget.class, "wire", seeds);
    }

    private void run(Class<?> target, String what, Path seeds)
            throws IOException, InterruptedException {
        Path artifacts = Files.createDirectories(Path.of("target/fuzz").resolve(what));
        Path corpus =
                SECONDS > 0
                        ? Files.createDirectories(artifacts.resolve("corpus"))
                        : Files.createDirectory(directory.resolve("corpus"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.getName());
        command.add("--instrumentation_includes=" + target.getPackageName() + ".**");
        command.add("--trace=cov:cmp");
        command.add("--hooks=false");
        command.add("--reproducer_path=" + artifacts);
        command.add("-artifact_prefix=" + artifacts + "/");
        command.add("-seed=" + SEED);
        command.add("-timeout=" + HANG_SECONDS);
        command.add(SECONDS > 0 ? "-max_total_time=" + SECONDS : "-runs=" + RUNS);
        command.addAll(List.of(corpus.toString(), seeds.toString()));
        command.add(FOUND.resolve(what).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
