package dev.isochron.simulation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tour of the README runs as it is written: its blocks are one shell script. Only the launcher
/// is another one, with the classes of this build, and the ports are free ones.
final class ReadmeTest {
    private static final String TOUR = "## A tour";

    /// The tests run in their room's directory.
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Ten short processes on a busy machine.
    private static final int PATIENCE_SECONDS = 180;

    /// A tour that breaks off leaves no server behind.
    private static final String BEFORE =
            """
            set -e
            trap 'kill -9 $n1 $n2 $n3 2>/dev/null || true' EXIT
            """;

    @TempDir Path directory;

    @Test
    void theTourRunsAsWritten() throws Exception {
        List<String> all = withFreePorts(tour("```sh"), tour("```java"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String script = all.getFirst().replace("java -cp", "'" + java + "' -cp");
        Files.writeString(directory.resolve("tour.sh"), BEFORE + script + "\nwait\n");
        Files.writeString(directory.resolve("Tour.java"), all.getLast());
        writeLauncher();
        Path said = directory.resolve("said");
        Process tour =
                new ProcessBuilder("sh", "tour.sh")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        boolean ended = tour.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        tour.descendants().forEach(ProcessHandle::destroyForcibly);
        tour.destroyForcibly();
        String output = Files.readString(said);
        assertTrue(ended, () -> "still running; it said: " + output);
        for (String expected : EXPECTED) {
            assertTrue(output.contains(expected), () -> "no \"" + expected + "\" in: " + output);
        }
        // What `wait` says of servers that were told to stop.
        assertEquals(0, tour.exitValue(), output);
    }

    private static final List<String> EXPECTED =
            List.of(
                    "before: 100 and 0; account 2 has 30 now",
                    "readable here up to",
                    "       2  ",
                    "second line",
                    "node 2 at 127.0.0.1:",
                    "and nobody missed node 3",
                    "3 lines in all",
                    "welcome back",
                    "commands of ",
                    "no damage",
                    "1 seeds, ",
                    "0 violations");

    /// The lines of all blocks of a kind in the tour.
    private static String tour(String kind) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inTour = false;
        boolean inBlock = false;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (line.startsWith("## ")) {
                inTour = line.equals(TOUR);
            } else if (line.startsWith("```")) {
                inBlock = inTour && line.equals(kind);
            } else if (inBlock) {
                lines.add(line);
            }
        }
        assertTrue(lines.size() > 10, "the README has no tour");
        return String.join("\n", lines);
    }

    /// `log append` and `log read` ask 127.0.0.1:7001 unless told otherwise, so they are told.
    private static List<String> withFreePorts(String script, String program) throws IOException {
        String changed = script;
        String client = program;
        for (String usual : List.of("7001", "7002", "7003")) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                changed = changed.replace(":" + usual, ":" + free.getLocalPort());
                client = client.replace(":" + usual, ":" + free.getLocalPort());
            }
        }
        String first = changed.substring(changed.indexOf("1=") + 2, changed.indexOf(",2="));
        return List.of(
                changed.replaceAll("log (append|read)", "log $1 --connect " + first), client);
    }

    private void writeLauncher() throws IOException {
        String classes = System.getProperty("java.class.path");
        Path launcher = directory.resolve("isochron");
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                CLASSPATH='%s'
                export CLASSPATH
                exec '%s' '@%s' '@%s' '-Disochron.home=%s' dev.isochron.node.Main "$@"
                """
                        .formatted(
                                classes,
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                ROOT.resolve("node/jvm.flags"),
                                ROOT.resolve("node/short.flags"),
                                ROOT));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }
}
