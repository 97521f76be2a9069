package dev.isochron.node.host;

import dev.isochron.node.machine.Durable;
import dev.isochron.paxos.replica.Effects.Request.InstallChunk;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// Collects the pieces of a peer's snapshot. The replica hands them over in order and verified.
final class SnapshotIntake {

    /// No state of ours is larger; a peer that sends more is broken or means harm.
    private static final int MAX_BYTES = 512 << 20;

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// A snapshot that has arrived whole.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    record Whole(Durable at, byte[] image) {}

    /// Takes the next piece; the whole once it was the last.
    ///
    /// @throws IllegalStateException if the piece does not fit to those before it
    Optional<Whole> add(InstallChunk chunk) {
        if (chunk.offset() == 0) {
            bytes = new ByteArrayOutputStream();
        }
        if (chunk.offset() != bytes.size() || bytes.size() > MAX_BYTES - chunk.bytes().length) {
            throw new IllegalStateException(
                    "a piece of a snapshot at byte " + chunk.offset() + " after " + bytes.size());
        }
        bytes.writeBytes(chunk.bytes());
        if (!chunk.last()) {
            return Optional.empty();
        }
        byte[] image = bytes.toByteArray();
        bytes = new ByteArrayOutputStream();
        return Optional.of(new Whole(new Durable(chunk.at(), chunk.configuration()), image));
    }
}
