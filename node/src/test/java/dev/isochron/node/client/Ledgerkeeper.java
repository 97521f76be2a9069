package dev.isochron.node.client;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Writes lines without a pause and remembers what was acknowledged.
final class Ledgerkeeper {

    /// Lines under way: enough that something always is, few enough for a busy machine.
    private static final int UNDER_WAY = 8;

    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final LogClient client;
    private final ConcurrentSkipListMap<Long, Acknowledged> lines = new ConcurrentSkipListMap<>();
    private final Queue<String> givenTwice = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastOwner = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong widestGapNanos = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean stopped;

    /// A line with when it was asked for and when the answer came, by the test's clock.
    record Acknowledged(Reply.Written reply, String text, long sentNanos, long heardNanos) {}

    Ledgerkeeper(LogClient client) {
        this.client = client;
        for (int i = 0; i < UNDER_WAY; i++) {
            writeOn();
        }
    }

    private void writeOn() {
        if (stopped) {
            return;
        }
        String text = "line-" + sent.incrementAndGet();
        long sentNanos = System.nanoTime();
        client.append(
                1,
                text.getBytes(StandardCharsets.UTF_8),
                reply -> {
                    if (reply instanceof Reply.Written done) {
                        note(new Acknowledged(done, text, sentNanos, System.nanoTime()));
                    }
                    ended.incrementAndGet();
                    writeOn();
                });
    }

    private void note(Acknowledged line) {
        long gap = line.heardNanos() - lastNanos.getAndSet(line.heardNanos());
        widestGapNanos.accumulateAndGet(gap, Math::max);
        lastOwner.set(line.reply().ballotOwner());
        acknowledged.incrementAndGet();
        Acknowledged before = lines.putIfAbsent(line.reply().line(), line);
        if (before != null) {
            givenTwice.add(
                    "line " + line.reply().line() + ": " + before.text() + ", " + line.text());
        }
    }

    /// The replica that acknowledged last.
    long leader() {
        return lastOwner.get();
    }

    /// Waits until `more` lines were acknowledged from now on.
    void awaitMore(int more) {
        long goal = acknowledged.get() + more;
        await(() -> acknowledged.get() >= goal, more + " more lines");
    }

    /// Waits until some other replica acknowledges.
    void awaitOtherLeaderThan(long replica) {
        await(() -> leader() != replica, "a leader other than replica " + replica);
    }

    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// The longest time without an acknowledgement since the last call.
    long widestGapMillis() {
        return widestGapNanos.getAndSet(0) / 1_000_000;
    }

    /// Writes no more, and waits until every line has ended in some way.
    void stop() {
        stopped = true;
        await(() -> ended.get() == sent.get(), "the end of what is under way");
    }

    long sent() {
        return sent.get();
    }

    Queue<String> givenTwice() {
        return givenTwice;
    }

    NavigableMap<Long, Acknowledged> acknowledged() {
        return lines;
    }
}
