package dev.isochron.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What processes have spent, with all their children, as the kernel counts it (Linux).
public final class ProcessTree {

    /// The kernel counts in hundredths of a second, whatever its own tick.
    private static final double TICKS_PER_SECOND = 100;

    /// Fields behind the name, from `state`: those of the time of a process and of its children
    /// that have ended.
    private static final int FIRST_TIME_FIELD = 11;

    private static final int TIME_FIELDS = 4;

    private ProcessTree() {}

    /// How often it looks again while processes come and go.
    private static final int MOST_LOOKS = 100;

    /// Seconds on a core of these processes, of those they started, and of those that ended.
    ///
    /// What ends in between is counted by nobody or twice, so it looks again until nothing did.
    public static double cpuSeconds(List<Long> processes) {
        double seconds = 0;
        for (int look = 0; look < MOST_LOOKS; look++) {
            Set<Long> children = descendants(processes);
            seconds = sum(processes) + sum(children);
            if (children.equals(descendants(processes))) {
                break;
            }
        }
        return seconds;
    }

    private static Set<Long> descendants(List<Long> processes) {
        return processes.stream()
                .flatMap(process -> ProcessHandle.of(process).stream())
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static double sum(Collection<Long> processes) {
        return processes.stream().mapToDouble(ProcessTree::ofOne).sum();
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
