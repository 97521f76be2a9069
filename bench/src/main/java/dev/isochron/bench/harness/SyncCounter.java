package dev.isochron.bench.harness;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordingStream;

/// Counts every `FileChannel.force` of this process, whoever calls it.
///
/// The flight recorder sees them all, in our code and in a peer's, so both are counted by the same
/// rule. It hands events over up to a second late; a mark is an event of its own among them, and
/// the count at a mark is exact once the mark has come through.
final class SyncCounter implements AutoCloseable {

    /// Events reach the stream after at most about a second; this is for a machine that is stuck.
    private static final Duration LATEST = Duration.ofSeconds(20);

    private static final String FORCE = "jdk.FileForce";
    private static final String MARK = "dev.isochron.bench.Mark";

    @Name(MARK)
    @StackTrace(false)
    private static final class Mark extends Event {
        int number;
    }

    private final RecordingStream events = new RecordingStream();
    private final AtomicInteger marks = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Long>> counts = new ConcurrentHashMap<>();
    private long seen;

    SyncCounter() {
        events.enable(FORCE).withThreshold(Duration.ZERO).withoutStackTrace();
        events.enable(MARK);
        events.setOrdered(true);
        events.onEvent(FORCE, _ -> seen++);
        events.onEvent(MARK, event -> countAt(event.getInt("number")).complete(seen));
        events.startAsync();
    }

    /// Notes this instant without waiting; [#count] tells later how many syncs lay before it.
    int mark() {
        Mark mark = new Mark();
        mark.number = marks.incrementAndGet();
        mark.commit();
        return mark.number;
    }

    /// The syncs from the start of the process to the mark.
    long count(int mark) throws InterruptedException {
        try {
            return countAt(mark).get(LATEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException lost) {
            throw new IllegalStateException(
                    "the flight recorder did not deliver mark %d within %d s"
                            .formatted(mark, LATEST.toSeconds()),
                    lost);
        }
    }

    private CompletableFuture<Long> countAt(int mark) {
        return counts.computeIfAbsent(mark, _ -> new CompletableFuture<>());
    }

    @Override
    public void close() {
        events.close();
    }
}
