package dev.isochron.storage.snapshot;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.SpanRanges;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.View;
import dev.isochron.storage.read.Verifier;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The stored state of a replica as it was at one mark, read in chunks through one view.
///
/// While it is open the store cannot use deleted room again, so its owner bounds its time and
/// begins another one when that is over.
public final class Export implements AutoCloseable {
    /// The least that a chunk may be limited to; an entry that is larger makes a chunk of its own.
    public static final int LEAST_CHUNK = 1024;

    private final View view;
    private final Verifier verifier;
    private final ReplicaHeader header;
    private final SpanRanges ranges;
    private final long export;
    private boolean isHere;
    private boolean isDone;
    private int sequence;
    private long count;

    private Export(View view, Verifier verifier, ShardId shard, ReplicaHeader header) {
        this.view = view;
        this.verifier = verifier;
        this.header = header;
        this.ranges = new SpanRanges(header.span());
        this.export = name(shard, header);
    }

    /// Begins one; nothing if the store holds no state of the replica.
    ///
    /// @throws dev.isochron.protocol.error.RequestFailed if what the store says of it is damaged
    public static Optional<Export> begin(OrderedStore store, ShardId shard, Verifier verifier) {
        View view = store.longView();
        boolean isBegun = false;
        try {
            Optional<ReplicaHeader> header =
                    header(view, shard, verifier)
                            .filter(found -> found.state() == ReplicaHeader.State.LIVE);
            if (header.isEmpty()) {
                return Optional.empty();
            }
            Export export = new Export(view, verifier, shard, header.get());
            export.isHere = export.nextRange();
            isBegun = true;
            return Optional.of(export);
        } finally {
            if (!isBegun) {
                view.close();
            }
        }
    }

    private static Optional<ReplicaHeader> header(View view, ShardId shard, Verifier verifier) {
        StoredKey key = new StoredKey().header(shard);
        boolean found =
                view.seek(key.bytes(), key.length())
                        && StoredKey.isHeader(view.key())
                        && StoredKey.shardOf(view.key()).equals(shard);
        if (!found) {
            return Optional.empty();
        }
        verifier.requireWhole(view, Key.MIN);
        return Optional.of(ReplicaHeader.of(StoredValue.contentOf(view.value())));
    }

    /// Differs wherever the stored state differs.
    private static long name(ShardId shard, ReplicaHeader header) {
        byte[] bytes = header.toBytes();
        long sums = sum(new CRC32(), bytes) << Integer.SIZE | sum(new CRC32C(), bytes);
        return sums * 31 + shard.value();
    }

    private static long sum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return checksum.getValue();
    }

    /// What is exported: span, horizon and mark.
    public ReplicaHeader header() {
        return header;
    }

    /// Whether the last chunk was read.
    public boolean isDone() {
        return isDone;
    }

    /// The next chunk, of about `limit` bytes at most; nothing after the last.
    ///
    /// @throws dev.isochron.protocol.error.RequestFailed if an entry is damaged: another replica is
    ///   to be asked
    public Optional<byte[]> next(int limit) {
        if (isDone) {
            return Optional.empty();
        }
        ChunkWriter writer = new ChunkWriter(export, sequence, Math.max(limit, LEAST_CHUNK));
        if (sequence == 0) {
            writer.open(header.span());
        }
        while (isHere) {
            verifier.requireWhole(view, Key.MIN);
            if (!writer.add(view)) {
                break;
            }
            isHere = (view.next() && ranges.until().isAbove(view.key())) || nextRange();
        }
        sequence++;
        count += writer.entries();
        isDone = !isHere;
        return Optional.of(isDone ? writer.finish(count, header.toBytes()) : writer.finish());
    }

    private boolean nextRange() {
        while (ranges.next(view)) {
            boolean found = view.seek(ranges.from().bytes(), ranges.from().length());
            if (found && ranges.until().isAbove(view.key())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        isDone = true;
        view.close();
    }
}
