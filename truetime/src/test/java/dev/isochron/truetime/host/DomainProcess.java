package dev.isochron.truetime.host;

import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.nio.file.Path;

/// A process of its own that opens the shared clock in a directory and prints its domain.
final class DomainProcess {

    private DomainProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        try (OffsetFile file = OffsetFile.open(directory, new LinuxClock(), Timestamp.MIN)) {
            System.out.print(file.domain());
        }
    }
}
