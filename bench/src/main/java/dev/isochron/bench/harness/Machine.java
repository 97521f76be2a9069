package dev.isochron.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a report was measured on; figures of different machines do not compare.
public record Machine(
        String os, String processor, int cores, long memoryMiB, String java, String disk) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /// This machine, with the file system that holds `directory`.
    public static Machine current(Path directory) throws IOException {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                processorModel(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() >> 20,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Files.getFileStore(directory).type());
    }

    private static String processorModel() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
