package dev.isochron.shard;

import dev.isochron.protocol.key.Span;
import dev.isochron.shard.model.Turn;
import dev.isochron.txn.Sweep;
import dev.isochron.txn.TxnState;
import java.time.Duration;

/// When a replica takes back the bytes of outcomes that are over.
final class Sweeping {

    /// A sweep of outcomes begins once some are older than they need be by this part of the time
    /// for which they are kept.
    private static final int SLACK = 4;

    /// Outcomes that one step of a sweep looks at: some hundred microseconds.
    private static final int STEP = 500;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Sweep sweep;
    private long nextAtNanos;

    /// @param keptNanos how long outcomes are kept
    Sweeping(TxnState transactions, long keptNanos) {
        this.sweep = new Sweep(transactions, keptNanos / SLACK);
    }

    /// The uptime at which the next step is due; [Long#MAX_VALUE] if none is.
    long wakeAtNanos() {
        return sweep.isDue() ? nextAtNanos : Long.MAX_VALUE;
    }

    void tick(Turn turn, Span keys) {
        if (sweep.isDue() && turn.uptimeNanos() >= nextAtNanos) {
            nextAtNanos = turn.after(PAUSE);
            sweep.step(keys, STEP);
        }
    }
}
