package dev.isochron.bench.peer;

import dev.isochron.bench.harness.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// What a server has spent so far, with all its children, as the kernel counts it (Linux).
///
/// A child that has ended takes its count of what it wrote with it. Written is what write calls
/// were given. The count of what reached the disk is of no use: where the page cache has large
/// folios, it takes a whole one, a mebibyte, for a write of one sector.
public final class ProcessCost {

    private static final int BYTES_PER_KIB = 1024;

    private ProcessCost() {}

    /// What one server has spent; what the kernel does not tell is left out.
    public static Map<Amount, Double> of(long process) {
        Map<Amount, Double> spent = new EnumMap<>(Amount.class);
        spent.put(Amount.CPU, ProcessTree.cpuSeconds(List.of(process)));
        List<Long> all =
                LongStream.concat(
                                LongStream.of(process),
                                ProcessHandle.of(process).stream()
                                        .flatMap(ProcessHandle::descendants)
                                        .mapToLong(ProcessHandle::pid))
                        .boxed()
                        .toList();
        spent.put(Amount.WRITTEN, sum(all, "io", "wchar:"));
        // Children share pages: those of a forked server would be counted many times.
        spent.put(
                Amount.RESIDENT,
                BYTES_PER_KIB
                        * (sum(List.of(process), "status", "RssAnon:")
                                + sum(List.of(process), "status", "RssFile:")
                                + sum(List.of(process), "status", "RssShmem:")));
        spent.values().removeIf(value -> value == 0);
        return spent;
    }

    private static double sum(List<Long> processes, String file, String field) {
        return processes.stream().mapToDouble(process -> number(process, file, field)).sum();
    }

    private static double number(long process, String file, String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/" + file))) {
                if (line.startsWith(field)) {
                    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException ended) {
            // It is gone, and with it what it counted.
        }
        return 0;
    }
}
