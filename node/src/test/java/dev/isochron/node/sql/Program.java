package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A client program of this machine, run against a node.
final class Program {
    private static final int PATIENCE_SECONDS = 120;

    private Program() {}

    /// Skips the test, and says why, if the program is not there or cannot do this.
    static void assume(String what, String... command) {
        boolean there;
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            there = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            there = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            there = false;
        }
        Assumptions.assumeTrue(there, "there is no " + what + " on this machine");
    }

    /// Runs it to its good end, and returns what it said.
    static String run(OneNode node, Path directory, List<String> command)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", Integer.toString(node.port()));
        builder.environment().put("PGUSER", "isochron");
        builder.environment().put("PGDATABASE", "isochron");
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String all = Files.readString(said, StandardCharsets.UTF_8);
        assertTrue(ended, () -> "still running; it said: " + all);
        assertEquals(0, process.exitValue(), all);
        return all;
    }
}
