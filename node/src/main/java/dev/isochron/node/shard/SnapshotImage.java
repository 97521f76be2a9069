package dev.isochron.node.shard;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.Snapshot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Slot;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.snapshot.Export;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The stored state of a shard as bytes for a peer: its chunks, each behind its length.
final class SnapshotImage implements Snapshot {

    private static final int CHUNK_BYTES = 256 << 10;

    private final Optional<Durable> at;
    private final byte[] bytes;
    private final ByteBuffer next;

    private SnapshotImage(Optional<Durable> at, byte[] bytes) {
        this.at = at;
        this.bytes = bytes;
        this.next = ByteBuffer.wrap(bytes);
    }

    /// What the store holds; without an entry if it holds nothing yet, and then nobody needs it,
    /// because the log begins at its first slot.
    static Snapshot of(ReplicaStore store) {
        Optional<Durable> at = Optional.empty();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Optional<Export> begun = store.export();
        if (begun.isPresent()) {
            try (Export export = begun.get()) {
                at = Optional.of(ShardMachine.durableAt(export.header().mark()));
                Optional<byte[]> chunk = export.next(CHUNK_BYTES);
                while (chunk.isPresent()) {
                    byte[] length =
                            ByteBuffer.allocate(Integer.BYTES).putInt(chunk.get().length).array();
                    all.writeBytes(length);
                    all.writeBytes(chunk.get());
                    chunk = export.next(CHUNK_BYTES);
                }
            }
        }
        return new SnapshotImage(at, all.toByteArray());
    }

    /// @throws IllegalArgumentException if the bytes are no image
    static SnapshotImage parse(byte[] image) {
        ByteBuffer from = ByteBuffer.wrap(image);
        while (from.hasRemaining()) {
            int length = from.remaining() < Integer.BYTES ? -1 : from.getInt();
            if (length < 0 || length > from.remaining()) {
                throw new IllegalArgumentException("a snapshot of a shard ends in the middle");
            }
            from.position(from.position() + length);
        }
        return new SnapshotImage(Optional.empty(), image);
    }

    /// The next chunk.
    Optional<byte[]> take() {
        if (!next.hasRemaining()) {
            return Optional.empty();
        }
        byte[] chunk = new byte[next.getInt()];
        next.get(chunk);
        return Optional.of(chunk);
    }

    @Override
    public Slot at() {
        return at.map(Durable::slot).orElse(Slot.ZERO);
    }

    @Override
    public Optional<Configuration> next() {
        return at.map(Durable::next);
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int atMost) {
        int from = Math.toIntExact(offset);
        return Arrays.copyOfRange(bytes, from, from + Math.min(atMost, bytes.length - from));
    }
}
