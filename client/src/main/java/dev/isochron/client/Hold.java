package dev.isochron.client;

import dev.isochron.truetime.Timestamp;
import java.util.function.Supplier;

/// Keeps the versions that a snapshot shows from being removed, until it is closed; but never for
/// longer than [HoldSettings#longest] after the snapshot's moment, nor if its program ends: then it
/// is over within [HoldSettings#retention]. Reads after that fail with `SnapshotTooOld`.
public final class Hold implements AutoCloseable {
    private final Runnable end;
    private final Supplier<Timestamp> until;

    Hold(Runnable end, Supplier<Timestamp> until) {
        this.end = end;
        this.until = until;
    }

    /// Until when it is held as it is; [Timestamp#MIN] if it is not. It goes up by itself.
    public Timestamp until() {
        return until.get();
    }

    @Override
    public void close() {
        end.run();
    }

    @Override
    public String toString() {
        return "held until " + until();
    }
}
