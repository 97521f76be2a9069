package dev.isochron.node.shard;

import dev.isochron.storage.ReplicaStore;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;

/// Has the store swept of versions that nobody can read any more, where no flush comes by: deleted
/// rows, and rows that are not written again. A round goes through all keys, part by part; another
/// one begins once the horizon has risen by as much as versions are kept.
final class Sweeper {

    /// Between two parts of a round: other work goes first.
    private static final long PAUSE_NANOS = 100_000_000L;

    private final ReplicaStore store;
    private final StoreKeeper keeper;
    private final Duration retention;
    private Timestamp sweptUpTo = Timestamp.MIN;
    private boolean underWay;
    private int round;

    Sweeper(ReplicaStore store, StoreKeeper keeper, Duration retention) {
        this.store = store;
        this.keeper = keeper;
        this.retention = retention;
    }

    /// A horizon was made durable, perhaps a higher one.
    void flushed() {
        Timestamp due = sweptUpTo.plusNanos(retention.toNanos());
        if (!underWay && store.horizon().isAfter(due)) {
            underWay = true;
            sweptUpTo = store.horizon();
            next();
        }
    }

    void swept(boolean isRound) {
        if (isRound) {
            underWay = false;
        } else {
            int before = round;
            keeper.later(
                    PAUSE_NANOS,
                    () -> {
                        if (round == before) {
                            next();
                        }
                    });
        }
    }

    /// The store holds another state: what was under way is not any more.
    void replaced() {
        underWay = false;
        round++;
    }

    private void next() {
        if (store.state() == ReplicaStore.State.LIVE) {
            store.sweep();
            keeper.kick();
        } else {
            underWay = false;
        }
    }
}
