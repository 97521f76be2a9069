package dev.isochron.node.machine;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Slot;
import java.util.Optional;

/// The whole state at one slot; it does not change while the machine goes on.
public interface Snapshot {

    /// Everything up to here is in it.
    Slot at();

    /// Who the members are from the next slot on, where the machine itself knows; nothing means
    /// those that govern now.
    default Optional<Configuration> next() {
        return Optional.empty();
    }

    /// The piece that begins at an offset, of about `atMost` bytes; the pieces of one snapshot are
    /// the same at every reading. Nothing if that piece cannot be had now: whoever wants it asks
    /// again.
    Optional<Piece> read(long offset, int atMost);

    /// Whether any number may read it at a time. If not, each reader is given one of its own, and
    /// reads it from the beginning to the end.
    boolean isShared();

    /// False once it cannot be read to its end any more: the next to ask is given another.
    default boolean isUsable() {
        return true;
    }

    /// Nobody reads it any more.
    default void close() {}

    /// Some bytes of a snapshot.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    record Piece(byte[] bytes, boolean last) {}
}
