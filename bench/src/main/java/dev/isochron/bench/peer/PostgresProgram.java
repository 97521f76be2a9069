package dev.isochron.bench.peer;

import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// PostgreSQL's programs on this machine, run as somebody who is not root, since they refuse root.
final class PostgresProgram {

    /// Debian's place, one folder for each version.
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final Path ELSEWHERE = Path.of("/usr/local/bin");

    /// The user that packages of PostgreSQL create.
    private static final String USER = "postgres";

    private static final int MOST_MINUTES = 3;

    private final Path programs;

    private PostgresProgram(Path programs) {
        this.programs = programs;
    }

    /// The newest version that is installed, if any is.
    static Optional<PostgresProgram> find() {
        return candidates().stream()
                .filter(path -> Files.isExecutable(path.resolve("initdb")))
                .findFirst()
                .map(PostgresProgram::new);
    }

    static PostgresProgram required() {
        return find().orElseThrow(() ->
                new Complaint(
                        "PostgreSQL's programs are not on this machine",
                        DEBIAN + "/*/bin, " + ELSEWHERE,
                        "Install them, for instance with: apt install postgresql"));
    }

    private static List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.comparingInt(PostgresProgram::version).reversed())
                        .forEach(version -> candidates.add(version.resolve("bin")));
            } catch (IOException unreadable) {
                // Then it is not installed there.
            }
        }
        candidates.add(ELSEWHERE);
        return candidates;
    }

    private static int version(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches("\\d{1,3}") ? Integer.parseInt(name) : 0;
    }

    /// A folder that the programs may use.
    void own(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        if (isRoot()) {
            finish(List.of("chown", USER, folder.toString()), folder.resolve("../chown.log"));
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                finish(List.of("chmod", "a+x", parent.toString()), folder.resolve("../chown.log"));
            }
        }
    }

    /// Runs a program to its end.
    ///
    /// @throws IOException if it fails; it quotes what was printed
    void run(Path log, String program, List<String> arguments)
            throws IOException, InterruptedException {
        finish(words(program, arguments), log);
    }

    /// Starts a program and leaves it running.
    Process start(Path log, String program, List<String> arguments) throws IOException {
        return new ProcessBuilder(words(program, arguments))
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private List<String> words(String program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER));
            words.add("--clear-groups");
        }
        words.add(programs.resolve(program).toString());
        words.addAll(arguments);
        return words;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void finish(List<String> words, Path log)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(words + " did not end in " + MOST_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(log, StandardCharsets.UTF_8);
            throw new IOException(
                    words + " failed: " + said.substring(Math.max(0, said.length() - 1_000)));
        }
    }
}
