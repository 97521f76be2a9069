package dev.isochron.shard.read;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply.Found;
import dev.isochron.protocol.request.Reply.Pair;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.VersionedRow;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lookups find at a timestamp, within what one reply may hold.
public final class RowReader {
    private final ReplicaStore store;
    private final Timestamp at;
    private final List<Found> found = new ArrayList<>();
    private Timestamp met = Timestamp.MIN;
    private long bytes;

    private RowReader(ReplicaStore store, Timestamp at) {
        this.store = store;
        this.at = at;
    }

    /// What was found.
    ///
    /// @param met the newest version that was examined, deletions included
    public record Result(List<Found> found, Timestamp met) {}

    /// Looks everything up.
    ///
    /// @throws RequestFailed if a row is damaged, the timestamp too old, or the result too large
    public static Result read(ReplicaStore store, Timestamp at, List<Lookup> lookups) {
        RowReader reader = new RowReader(store, at);
        lookups.forEach(reader::look);
        return new Result(reader.found, reader.met);
    }

    private void look(Lookup lookup) {
        switch (lookup) {
            case Lookup.Point(Key key) -> point(key);
            case Lookup.Range range when range.program().isPresent() -> {
                ProgramScan scan = new ProgramScan(range, bytes);
                scan.run(range.span(), (span, limits) -> scanned(range, span, limits));
                bytes += scan.bytes();
                found.add(new Found(scan.pairs(), scan.resume()));
            }
            case Lookup.Range(Span span, Lookup.Direction direction, int limit, _) ->
                    range(span, directionOf(direction), limit);
        }
    }

    private void point(Key key) {
        var version = store.read(key, at);
        met = Timestamp.max(met, version.met());
        List<Pair> rows =
                version instanceof dev.isochron.storage.read.Lookup.Value(var written, var row)
                        ? List.of(pair(key, row, written))
                        : List.of();
        found.add(new Found(rows, Optional.empty()));
        requireFits(bytes);
    }

    /// Single rows cannot be left to a next reply.
    ///
    /// @throws RequestFailed if they are too much for one
    public static void requireFits(long bytes) {
        if (bytes > ShardSettings.MAX_REPLY_BYTES) {
            throw new RequestFailed(
                    new BadInput.LargeTransaction(
                            "bytes in one reply", bytes, ShardSettings.MAX_REPLY_BYTES));
        }
    }

    private Pair pair(Key key, byte[] row, Timestamp written) {
        bytes += key.length() + row.length;
        return new Pair(key, Bytes.takeOver(row), written);
    }

    private Page scanned(Lookup.Range range, Span span, ScanLimits limits) {
        Page page = store.scan(span, at, directionOf(range.direction()), limits);
        met = Timestamp.max(met, page.met());
        return page;
    }

    private void range(Span span, Direction direction, int limit) {
        Page page = store.scan(span, at, direction, limits(limit, bytes));
        met = Timestamp.max(met, page.met());
        List<Pair> rows = new ArrayList<>(page.rows().size());
        for (VersionedRow row : page.rows()) {
            rows.add(pair(row.key(), row.row(), row.at()));
        }
        boolean isFull = rows.size() >= limit;
        found.add(new Found(rows, isFull ? Optional.empty() : resume(page.rest(), direction)));
    }

    /// Where a page ends at the latest.
    ///
    /// @param limit the rows that are wanted
    /// @param bytes what the reply holds already
    public static ScanLimits limits(int limit, long bytes) {
        return new ScanLimits(
                Math.min(limit, ShardSettings.REPLY_ROWS),
                Math.max(1, ShardSettings.REPLY_BYTES - bytes),
                ShardSettings.SCAN_STEPS);
    }

    public static Direction directionOf(Lookup.Direction direction) {
        return switch (direction) {
            case FORWARD -> Direction.FORWARD;
            case REVERSE -> Direction.REVERSE;
        };
    }

    /// Where to go on. Every page gets past one key at least, so what is left of a reverse scan
    /// always has an end.
    public static Optional<Key> resume(Optional<Span> rest, Direction direction) {
        return switch (direction) {
            case FORWARD -> rest.map(Span::from);
            case REVERSE -> rest.flatMap(Span::until);
        };
    }
}
