package dev.isochron.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Fetches the servers of Apache Ignite 3 from Maven Central: two hundred jars, which the build of
/// this project does without.
public final class IgniteJars {

    /// The version of the client that this room is built with.
    public static final String VERSION = "3.1.0";

    /// Some 200 MB over a usual line.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String POM =
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>dev.isochron</groupId>
              <artifactId>peer-ignite3</artifactId>
              <version>1</version>
              <dependencies>
                <dependency>
                  <groupId>org.apache.ignite</groupId>
                  <artifactId>ignite-runner</artifactId>
                  <version>%s</version>
                </dependency>
              </dependencies>
            </project>
            """
                    .formatted(VERSION);

    private IgniteJars() {}

    /// The class path of a server, by Maven, which keeps what it has fetched. What Maven said once
    /// is kept too, and holds as long as all those jars are there: asking takes half a minute.
    ///
    /// @throws IOException saying what Maven said, if there is none or it cannot
    public static String classPath(Path directory) throws IOException, InterruptedException {
        Path kept =
                Path.of(
                        System.getProperty("user.home"),
                        ".cache",
                        "isochron",
                        "ignite3-" + VERSION + ".class-path");
        if (Files.exists(kept)) {
            String known = Files.readString(kept);
            if (areAllThere(known)) {
                return known;
            }
        }
        String found = askMaven(directory);
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, found);
        return found;
    }

    private static boolean areAllThere(String classPath) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .allMatch(jar -> Files.exists(Path.of(jar)));
    }

    private static String askMaven(Path directory) throws IOException, InterruptedException {
        Path pom = Files.writeString(directory.resolve("ignite3-pom.xml"), POM);
        Path result = directory.resolve("ignite3-class-path");
        Path log = directory.resolve("ignite3-maven.log");
        List<String> words = new ArrayList<>();
        words.add(maven().toString());
        words.addAll(
                List.of(
                        "-B",
                        "-q",
                        "-f",
                        pom.toString(),
                        "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath",
                        "-Dmdep.outputFile=" + result));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended || process.exitValue() != 0 || !Files.exists(result)) {
            process.destroyForcibly();
            throw new IOException(
                    "Maven could not fetch Apache Ignite "
                            + VERSION
                            + ": "
                            + Files.readString(log));
        }
        return Files.readString(result).strip();
    }

    private static Path maven() {
        Path wrapper = Path.of("mvnw").toAbsolutePath();
        return Files.isExecutable(wrapper) ? wrapper : Path.of("mvn");
    }
}
