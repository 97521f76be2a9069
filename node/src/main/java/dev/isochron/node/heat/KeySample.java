package dev.isochron.node.heat;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.shard.RequestKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Some hundred of the keys that were asked for in the last seconds.
///
/// Every so many requests one key of one request is kept; how many follows the rate, and the steps
/// vary, so that no pattern of requests falls in with them.
final class KeySample {

    /// A part is then right to some three hundredths.
    private static final int MOST = 256;

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// With fewer nothing can be said.
    private static final int LEAST = 32;

    private final @Nullable Kept[] ring = new Kept[MOST];
    private int next;
    private int skip = 1;
    private long stride = 1;
    private long chance = 0x9E3779B97F4A7C15L;

    /// One key that was asked for.
    ///
    /// @param isRow whether that row was named, and not a range that begins there
    record Kept(Key key, boolean isRow, Optional<Attempt> by, long atNanos) {}

    /// @param now read only if this one is kept
    void asked(Request request, LongSupplier now) {
        skip--;
        if (skip > 0) {
            return;
        }
        chance ^= chance << 13;
        chance ^= chance >>> 7;
        chance ^= chance << 17;
        skip = (int) (1 + Long.remainderUnsigned(chance, 2 * stride - 1));
        List<Span> spans = RequestKeys.of(request);
        if (spans.isEmpty()) {
            return;
        }
        Span picked = spans.get((int) Long.remainderUnsigned(chance >>> 20, spans.size()));
        ring[next] = new Kept(picked.from(), picked.isPoint(), by(request), now.getAsLong());
        next = (next + 1) % MOST;
    }

    private static Optional<Attempt> by(Request request) {
        return switch (request) {
            case Request.LockingRead read -> Optional.of(read.attempt());
            case Request.Prepare prepare -> Optional.of(prepare.attempt());
            case Request.Commit commit -> Optional.of(commit.attempt());
            case Request.SnapshotRead _,
                    Request.Release _,
                    Request.Refresh _,
                    Request.Checksum _,
                    Request.AskOutcome _ ->
                    Optional.empty();
        };
    }

    /// Lets what is kept last for some seconds at this rate.
    void follow(double perSecond) {
        double all = perSecond * TimeUnit.NANOSECONDS.toSeconds(KEPT_NANOS);
        stride = Math.max(1, Math.round(all / MOST));
    }

    /// What was asked for lately, in no order; nothing if that is too little to go by.
    List<Kept> lately(long now) {
        List<Kept> lately = new ArrayList<>(MOST);
        for (Kept one : ring) {
            if (one != null && now - one.atNanos() <= KEPT_NANOS) {
                lately.add(one);
            }
        }
        return lately.size() < LEAST ? List.of() : lately;
    }

    void begin() {
        Arrays.fill(ring, null);
    }
}
