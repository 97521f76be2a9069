package dev.isochron.paxos.log;

import dev.isochron.paxos.model.HardRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The end of the log that is being filled: batches in memory, encoded where they will stand, from
/// the first record put into them until they are taken for a flush.
final class Tail {
    private final LogSettings settings;
    private final Segments segments;
    private final Buffers buffers;
    private final FrameSeal seal;
    private final Deque<Batch> sealed = new ArrayDeque<>();
    private @Nullable Batch open;
    private Segment segment;
    private long sealedEnd;
    private long appended;
    private long oldestNeeded;
    private long queuedBytes;

    Tail(LogSettings settings, Segments segments, Buffers buffers, FrameSeal seal, long end) {
        this.settings = settings;
        this.segments = segments;
        this.buffers = buffers;
        this.seal = seal;
        sealedEnd = end;
        appended = end;
        oldestNeeded = segments.oldest().generation;
        segment = segments.at(end);
    }

    /// Where the log is being written now.
    Segment segment() {
        return segment;
    }

    /// What a claim about everything put here so far must wait for.
    long appended() {
        return appended;
    }

    /// Where the log ends with all that was put here.
    long end() {
        return open == null ? sealedEnd : open.end();
    }

    /// Put here and not yet taken for a flush.
    long queuedBytes() {
        return queuedBytes;
    }

    /// Batches from the next one on say that segments below this generation may go.
    void needsFrom(long generation) {
        oldestNeeded = generation;
    }

    /// Puts a record into the batch being filled; the result is the segment that it stands in.
    Segment put(HardRecord record, GroupTrail trail) {
        int bodyBytes = RecordWriter.bodyBytes(record);
        Batch batch = batchFor(bodyBytes, trail);
        long before = batch.isEmpty() ? 0 : batch.bytes();
        appended = batch.add(record, bodyBytes, trail);
        queuedBytes += batch.bytes() - before;
        return batch.segment;
    }

    /// The same for a record of the log's own.
    Segment put(LoggedRecord record, GroupTrail store) {
        int bodyBytes = RecordWriter.bodyBytes(record);
        Batch batch = batchFor(bodyBytes, store);
        long before = batch.isEmpty() ? 0 : batch.bytes();
        appended = batch.add(record, bodyBytes, store);
        queuedBytes += batch.bytes() - before;
        return batch.segment;
    }

    /// The next batch for a flush; null if there is none, or its segment is not prepared yet.
    @Nullable Batch take() {
        if (sealed.isEmpty() && open != null && !open.isEmpty()) {
            sealOpen();
        }
        Batch next = sealed.peek();
        if (next == null || !next.segment.isReady()) {
            return null;
        }
        sealed.remove();
        queuedBytes -= next.bytes();
        return next;
    }

    /// The open batch if the record fits, a new one otherwise; in the next segment if need be.
    private Batch batchFor(int bodyBytes, GroupTrail trail) {
        if (open != null) {
            int bytes = open.bytesWith(bodyBytes, trail);
            if (bytes <= settings.batchBytes() && open.position + bytes <= segment.end()) {
                return open;
            }
            sealOpen();
        }
        return openFor(LogFormat.batchBytes(LogFormat.FRAME_HEADER_BYTES + bodyBytes, 1));
    }

    /// Makes sure that frames of this length go into one batch, if one can hold them.
    void keepTogether(long frameBytes, int records) {
        long bytes = frameBytes + (long) records * LogFormat.DIRECTORY_ENTRY_BYTES;
        long alone = bytes + LogFormat.BATCH_HEADER_BYTES + Disk.SECTOR;
        if (alone > settings.batchBytes() || alone > settings.largestRecord()) {
            return;
        }
        if (open != null) {
            long together = open.bytes() + bytes + Disk.SECTOR;
            if (together <= settings.batchBytes() && open.position + together <= segment.end()) {
                return;
            }
            sealOpen();
        }
        openFor(LogFormat.toSectors((int) alone));
    }

    /// A new batch with room for this many bytes, in the next segment if this one has too few left.
    private Batch openFor(int bytes) {
        long position = Math.max(sealedEnd, segment.body());
        if (position + bytes > segment.end()) {
            segment = segments.after(segment);
            position = segment.body();
        }
        Batch batch = new Batch(buffers, seal, segment, position, sealedEnd);
        open = batch;
        return batch;
    }

    private void sealOpen() {
        Batch batch = Objects.requireNonNull(open);
        open = null;
        if (batch.isEmpty()) {
            batch.release();
            return;
        }
        batch.seal(oldestNeeded);
        sealed.add(batch);
        sealedEnd = batch.end();
    }
}
