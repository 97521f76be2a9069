package dev.isochron.truetime.host;

import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process of its own that opens the shared clock in a directory and prints its domain.
final class DomainProcess {

    private DomainProcess() {}

    /// What such a process prints.
    static String run(Path directory) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DomainProcess.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (OffsetFile file = OffsetFile.open(directory, new LinuxClock(), Timestamp.MIN)) {
            System.out.print(file.domain());
        }
    }
}
