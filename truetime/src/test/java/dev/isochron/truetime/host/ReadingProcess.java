package dev.isochron.truetime.host;

import com.sun.management.ThreadMXBean;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/// A process of its own that reads a clock until the compiler has done what it can, and prints how
/// many bytes of the heap a reading costs. In a shared one, the other tests' fake hosts would have
/// taught the compiler that there are many kinds of hosts.
final class ReadingProcess {

    private static final int READINGS = 50_000;

    /// The compiler is through with it within a few rounds; on a busy machine it may take many.
    private static final int MAX_ROUNDS = 400;

    private static final int ROUNDS_IN_A_ROW = 3;

    private ReadingProcess() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        try (NodeClock clock = NodeClock.open(ClockSettings.parse(settings), Timestamp.MIN)) {
            System.out.print(leastBytes(clock.time()));
        }
    }

    /// Bytes in a reading, once they have been the same least for some rounds in a row.
    private static long leastBytes(TrueTime clock) {
        long least = Long.MAX_VALUE;
        int inARow = 0;
        for (int round = 0; round < MAX_ROUNDS && inARow < ROUNDS_IN_A_ROW; round++) {
            long bytes = bytesOfARound(clock) / READINGS;
            inARow = bytes == 0 ? inARow + 1 : 0;
            least = Math.min(least, bytes);
        }
        return inARow == ROUNDS_IN_A_ROW ? 0 : Math.max(least, 1);
    }

    private static long bytesOfARound(TrueTime clock) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long widths = 0;
        for (int i = 0; i < READINGS; i++) {
            widths += width(clock);
        }
        if (widths < 0) {
            throw new IllegalStateException("widths are not negative");
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static long width(TrueTime clock) {
        return switch (clock.now()) {
            case Reading.Usable(var interval) ->
                    interval.latest().nanos() - interval.earliest().nanos();
            case Reading.Unusable unusable -> throw new IllegalStateException(unusable.reason());
        };
    }
}
