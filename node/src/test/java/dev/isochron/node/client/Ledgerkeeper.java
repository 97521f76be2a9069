package dev.isochron.node.client;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Writes lines without a pause and remembers what was acknowledged; checks that it fits together.
final class Ledgerkeeper {

    /// Lines under way: enough that something always is, few enough for a busy machine.
    private static final int UNDER_WAY = 4;

    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final LogClient client;
    private final ConcurrentSkipListMap<Long, Acknowledged> lines = new ConcurrentSkipListMap<>();
    private volatile String fault = "";
    private final AtomicLong lastOwner = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final AtomicLong widestGapNanos = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile boolean stopped;

    record Acknowledged(Reply.Written reply, String text) {}

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
        String text = "line-" + written.incrementAndGet();
        client.append(
                1,
                text.getBytes(StandardCharsets.UTF_8),
                reply -> {
                    if (reply instanceof Reply.Written done) {
                        note(done, text);
                    }
                    writeOn();
                });
    }

    private void note(Reply.Written done, String text) {
        long now = System.nanoTime();
        long gap = now - lastNanos.getAndSet(now);
        widestGapNanos.accumulateAndGet(gap, Math::max);
        lastOwner.set(done.ballotOwner());
        Acknowledged before = lines.putIfAbsent(done.line(), new Acknowledged(done, text));
        if (before != null) {
            fault = "line " + done.line() + " was given to " + before.text() + " and " + text;
        }
    }

    /// The node whose replica acknowledged last.
    int leader() {
        return (int) lastOwner.get();
    }

    /// Waits until `more` lines were acknowledged from now on.
    void awaitMore(int more) {
        int goal = lines.size() + more;
        await(() -> lines.size() >= goal, more + " more lines");
    }

    /// Waits until somebody other than `node` acknowledges.
    void awaitOtherLeaderThan(int node) {
        await(() -> leader() != node, "a leader other than node " + node);
    }

    private void await(BooleanSupplier condition, String what) {
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

    void stop() {
        stopped = true;
    }

    NavigableMap<Long, Acknowledged> acknowledged() {
        return new TreeMap<>(lines);
    }

    /// What does not fit together, empty if all does: each line is given once, and timestamps rise
    /// with the lines, whoever led (T1).
    String fault() {
        long timestamp = 0;
        for (Acknowledged line : lines.values()) {
            if (line.reply().timestampNanos() <= timestamp) {
                return "T1: line " + line.reply().line() + " is not later than the one before";
            }
            timestamp = line.reply().timestampNanos();
        }
        return fault;
    }
}
