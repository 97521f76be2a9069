package dev.isochron.bench.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadResult;
import dev.isochron.bench.harness.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RawLimitTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /// Long enough for the first operation of a cold JVM on a busy machine.
    private static final Duration COLD = Duration.ofSeconds(1);

    private static final long LOG_BYTES = 1 << 20;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyPatternCompletesEntries(RawPattern pattern) throws Exception {
        int clients = pattern == RawPattern.ONE_WRITER ? 1 : 16;
        RawDisk disk = new RawDisk(directory, LOG_BYTES);
        try {
            LoadResult result = disk.run(pattern, new Load.Closed(clients, SHORT), new byte[4096]);
            assertTrue(result.completed() >= clients, () -> "only " + result.completed());
            assertEquals(0, result.failed());
        } finally {
            disk.close();
        }
    }

    @Test
    void aLogComesRoundWithoutGrowing() throws IOException {
        Path path = directory.resolve("log");
        try (PreallocatedLog log = new PreallocatedLog(path, LOG_BYTES)) {
            for (int i = 0; i < 1000; i++) {
                log.append(new byte[4096]);
                if (i % 100 == 0) {
                    log.sync();
                }
            }
            log.sync();
        }
        assertEquals(LOG_BYTES, Files.size(path));
    }

    @Test
    void theRoundTripAnswersEveryMessage() throws Exception {
        RoundTrip.Answering answering = new RoundTrip.Answering();
        LogClient asking = new RoundTrip.Asking(Integer.parseInt(answering.greeting()));
        try {
            LoadService service = new LoadService(asking, 1);
            LoadOrder order = new LoadOrder(new Load.Closed(4, SHORT), 100);
            LoadResult result =
                    LoadResult.decode(service.answer(List.of(order.words().split(" "))));
            assertTrue(result.completed() > 0);
            assertEquals(0, result.failed());
        } finally {
            asking.close();
            answering.close();
        }
    }

    @Test
    void entriesGoRoundTheGroups() throws Exception {
        int[] perGroup = new int[3];
        LogClient counting =
                new LogClient() {
                    @Override
                    public void append(int group, byte[] payload, Operation.Completion end) {
                        perGroup[group]++;
                        end.succeeded();
                    }

                    @Override
                    public void close() {}
                };
        LoadOrder order = new LoadOrder(new Load.Closed(1, COLD), 10);
        new LoadService(counting, 3).answer(List.of(order.words().split(" ")));
        assertTrue(perGroup[2] > 0);
        assertTrue(perGroup[0] - perGroup[2] <= 1);
    }
}
