package dev.isochron.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What processes have spent, with all their children, as the kernel counts it (Linux).
public final class ProcessTree {

    /// The kernel counts in hundredths of a second, whatever its own tick.
    private static final double TICKS_PER_SECOND = 100;

    /// Fields behind the name, from `state`: those of the time of a process and of its children
    /// that have ended.
    private static final int FIRST_TIME_FIELD = 11;

    private static final int TIME_FIELDS = 4;

    private ProcessTree() {}

    /// Seconds on a core of these processes, of those they started, and of those that ended.
    public static double cpuSeconds(List<Long> processes) {
        double seconds = 0;
        for (long process : processes) {
            seconds += ofOne(process);
            seconds +=
                    ProcessHandle.of(process).stream()
                            .flatMap(ProcessHandle::descendants)
                            .mapToDouble(child -> ofOne(child.pid()))
                            .sum();
        }
        return seconds;
    }

    private static double ofOne(long process) {
        try {
            String text = Files.readString(Path.of("/proc/" + process + "/stat"));
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int i = 0; i < TIME_FIELDS; i++) {
                ticks += Long.parseLong(fields[FIRST_TIME_FIELD + i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }
}
