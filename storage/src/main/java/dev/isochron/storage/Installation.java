package dev.isochron.storage;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.snapshot.Chunk;
import dev.isochron.storage.snapshot.ChunkRefused;
import java.nio.ByteBuffer;
import java.util.Set;

/// How far the installation of a snapshot has come, and what its next chunk must be.
final class Installation {
    private final Span span;
    private final boolean isOfOneExport;
    private final StoredValue checked = new StoredValue();
    private boolean isReady;
    private int nextSequence;
    private long export;
    private long count;

    /// @param span what may be loaded at most
    Installation(Span span, Set<StorageRule> rules) {
        this.span = span;
        this.isOfOneExport = rules.contains(StorageRule.ONE_EXPORT);
    }

    void ready() {
        isReady = true;
    }

    /// Lets the chunk pass that comes next.
    void require(Chunk chunk) {
        if (!isReady) {
            throw new IllegalStateException("a chunk before the one before it is loaded");
        }
        boolean follows =
                chunk.sequence() == nextSequence && (nextSequence == 0 || chunk.export() == export);
        if (isOfOneExport && !follows) {
            throw new ChunkRefused(
                    "chunk %d of export %x came instead of chunk %d of export %x"
                            .formatted(chunk.sequence(), chunk.export(), nextSequence, export));
        }
        requireEntries(chunk);
        chunk.ending().ifPresent(this::requireEnding);
        export = chunk.export();
        nextSequence++;
        isReady = false;
    }

    private void requireEntries(Chunk chunk) {
        ByteBuffer entries = chunk.entries().duplicate();
        while (entries.hasRemaining()) {
            Chunk.Entry entry = Chunk.next(entries);
            ByteBuffer key = ByteBuffer.wrap(entry.key());
            if (!checked.isWhole(key, ByteBuffer.wrap(entry.value()))
                    || !span.contains(user(key))) {
                throw new ChunkRefused(
                        "an entry of chunk " + nextSequence + " is damaged, or not of " + span);
            }
            count++;
        }
    }

    private static Key user(ByteBuffer key) {
        try {
            return StoredKey.userOf(key);
        } catch (IndexOutOfBoundsException
                | NegativeArraySizeException
                | IllegalArgumentException
                | KeyTooLong e) {
            throw new ChunkRefused("an entry of a snapshot has a key that makes no sense");
        }
    }

    private void requireEnding(Chunk.Ending ending) {
        ReplicaHeader header = ending.header();
        if ((isOfOneExport && ending.count() != count)
                || header.state() != ReplicaHeader.State.LIVE
                || !span.contains(header.span())) {
            throw new ChunkRefused(
                    "the snapshot of %s has %d entries, of which %d came; it was to be of %s"
                            .formatted(header.span(), ending.count(), count, span));
        }
    }
}
