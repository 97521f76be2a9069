package dev.isochron.node.host;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Inlet;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects.Request.InstallChunk;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the pieces of a peer's snapshot to the state machine, in order, as fast as it takes them.
/// The replica hands them over in order and verified; few are ever here.
final class SnapshotIntake {

    /// Pieces that wait for the machine; beyond, no more are to be [taken from peers][#isFull].
    private static final int MAX_WAITING = 2;

    private final Consumer<Arrival> begin;
    private final ArrayDeque<Snapshot.Piece> waiting = new ArrayDeque<>();
    private @Nullable Arrival arrival;
    private long offset;

    /// @param begin takes a snapshot whose first piece has come; once the machine is ready for it,
    ///   [Arrival#opened] is called
    SnapshotIntake(Consumer<Arrival> begin) {
        this.begin = begin;
    }

    /// A snapshot on its way in.
    final class Arrival {
        private final Durable at;
        private @Nullable Inlet inlet;

        private Arrival(Durable at) {
            this.at = at;
        }

        Durable at() {
            return at;
        }

        boolean isCurrent() {
            return arrival == this;
        }

        /// The machine takes pieces from now on.
        void opened(Inlet opened) {
            inlet = opened;
            pump();
        }

        /// It is in, or failed.
        void ended() {
            if (isCurrent()) {
                arrival = null;
                waiting.clear();
            }
        }

        void pump() {
            while (isCurrent() && !waiting.isEmpty() && inlet != null && !inlet.isFull()) {
                inlet.add(waiting.remove());
            }
        }

        private void cancel() {
            if (inlet != null) {
                inlet.cancel();
            }
        }
    }

    /// Takes the next piece.
    ///
    /// @throws IllegalStateException if the piece does not fit to those before it
    void add(InstallChunk chunk) {
        if (chunk.offset() == 0) {
            cancel();
            offset = 0;
            arrival = new Arrival(new Durable(chunk.at(), chunk.configuration()));
        }
        Arrival current = arrival;
        if (current == null) {
            return;
        }
        Slot slot = current.at().slot();
        if (chunk.offset() != offset || !chunk.at().equals(slot)) {
            throw new IllegalStateException(
                    "a piece of a snapshot at byte " + chunk.offset() + " after " + offset);
        }
        offset += chunk.bytes().length;
        waiting.add(new Snapshot.Piece(chunk.bytes(), chunk.last()));
        if (chunk.offset() == 0) {
            begin.accept(Objects.requireNonNull(arrival));
        } else {
            current.pump();
        }
    }

    /// Gives up what is on its way.
    void cancel() {
        Arrival current = arrival;
        arrival = null;
        waiting.clear();
        if (current != null) {
            current.cancel();
        }
    }

    /// Whether a peer's next piece has to wait.
    boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }
}
