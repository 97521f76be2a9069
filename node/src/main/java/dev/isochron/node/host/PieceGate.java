package dev.isochron.node.host;

import dev.isochron.paxos.model.ReplicaId;
import java.util.TreeSet;

/// Lets pieces of a replica's snapshots out as fast as its node's ration allows; of each reader one
/// piece waits at most.
final class PieceGate {
    private final Household home;
    private final TreeSet<ReplicaId> heldBack = new TreeSet<>();

    PieceGate(Household home) {
        this.home = home;
    }

    /// Lets a piece out at once or later. Whoever asks again while its piece is held back gets one
    /// all the same.
    void pass(ReplicaId reader, int bytes, long now, Runnable out) {
        if (heldBack.contains(reader)) {
            return;
        }
        long pause = home.snapshots().take(bytes, now);
        if (pause == 0) {
            out.run();
            return;
        }
        heldBack.add(reader);
        home.ports()
                .loop()
                .at(
                        now + pause,
                        () -> {
                            heldBack.remove(reader);
                            out.run();
                        });
    }
}
