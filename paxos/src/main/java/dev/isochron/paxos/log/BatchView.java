package dev.isochron.paxos.log;

import dev.isochron.paxos.log.RecordReader.UnreadableRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One batch as it stands in a segment: a header that is sound, and frames that may not be.
final class BatchView {
    /// Of one group: how many records it has in the batch, and in the whole log up to its end.
    record Count(long appended, int inBatch) {
        /// How many the group had before this batch.
        long before() {
            return appended - inBatch;
        }
    }

    final BatchHeader header;
    private final ByteBuffer segment;
    private final int at;
    private final FrameSeal seal;

    private BatchView(BatchHeader header, ByteBuffer segment, int at) {
        this.header = header;
        this.segment = segment;
        this.at = at;
        this.seal = new FrameSeal(header.boot());
    }

    /// The batch whose header stands at `at`, if it is one that was written to this very place.
    static Optional<BatchView> at(
            ByteBuffer content, int at, Segment segment, StoreIdentity owner) {
        if (!BatchHeader.isAt(content, at, owner)) {
            return Optional.empty();
        }
        BatchHeader header = BatchHeader.decode(content, at);
        boolean here =
                header.generation() == segment.generation
                        && header.position() == segment.first + at
                        && header.recordBytes() >= 0
                        && header.groupCount() >= 0
                        && header.recordBytes() <= segment.bytes
                        && header.groupCount() <= segment.bytes / LogFormat.DIRECTORY_ENTRY_BYTES
                        && header.bytes() <= segment.bytes - at;
        return here ? Optional.of(new BatchView(header, content, at)) : Optional.empty();
    }

    /// True if every record and the directory are as they were written.
    boolean isSound() {
        return soundFrames().size() == header.recordCount() && directory().isPresent();
    }

    /// The records whose frames are sound: all of them, or those that damage has left.
    List<LoggedRecord> soundRecords(String file) {
        List<LoggedRecord> records = new ArrayList<>();
        for (int[] frame : soundFrames()) {
            records.add(decode(file, frame[0], frame[1]));
        }
        return records;
    }

    /// How many sound records each group has here.
    Map<Long, Integer> soundCounts() {
        Map<Long, Integer> counts = new LinkedHashMap<>();
        for (int[] frame : soundFrames()) {
            long group = segment.getLong(frame[0] + LogFormat.FRAME_HEADER_BYTES + 1);
            counts.merge(group, 1, Integer::sum);
        }
        return counts;
    }

    /// Which groups have records here, 0 being the store; empty if the directory is damaged.
    Optional<Map<Long, Count>> directory() {
        int from = at + header.directoryAt();
        int length = header.groupCount() * LogFormat.DIRECTORY_ENTRY_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(segment.slice(from, length));
        if ((int) crc.getValue() != header.directoryCrc()) {
            return Optional.empty();
        }
        Map<Long, Count> directory = new LinkedHashMap<>();
        for (int i = from; i < from + length; i += LogFormat.DIRECTORY_ENTRY_BYTES) {
            Count count = new Count(segment.getLong(i + 8), segment.getInt(i + 16));
            directory.put(segment.getLong(i), count);
        }
        return Optional.of(directory);
    }

    /// Start and end of each sound frame. Behind a damaged one the walk goes on where its length
    /// says, if a sound frame stands there: a flipped bit in one value costs only that record.
    private List<int[]> soundFrames() {
        List<int[]> frames = new ArrayList<>();
        int limit = at + header.directoryAt();
        int frame = at + LogFormat.BATCH_HEADER_BYTES;
        while (frame < limit) {
            int end = endOfSound(frame, limit);
            if (end < 0) {
                end = claimedEnd(frame, limit);
                if (end < 0 || endOfSound(end, limit) < 0) {
                    break;
                }
            } else {
                frames.add(new int[] {frame, end});
            }
            frame = end;
        }
        return frames;
    }

    private int endOfSound(int frame, int limit) {
        return seal.endOfSound(segment, frame, limit, header.position() + frame - at);
    }

    private int claimedEnd(int frame, int limit) {
        if (limit - frame < LogFormat.FRAME_HEADER_BYTES) {
            return -1;
        }
        int length = segment.getInt(frame + 4);
        boolean plausible = length > 0 && length < limit - frame - LogFormat.FRAME_HEADER_BYTES;
        return plausible ? frame + LogFormat.FRAME_HEADER_BYTES + length : -1;
    }

    private LoggedRecord decode(String file, int frame, int end) {
        int body = frame + LogFormat.FRAME_HEADER_BYTES;
        try {
            return RecordReader.read(segment.slice(body, end - body).order(LogFormat.ORDER));
        } catch (UnreadableRecord unreadable) {
            throw new StoreRefusedException(
                    StoreRefusedException.Reason.UNREADABLE_RECORD,
                    file,
                    "the record at offset "
                            + frame
                            + " is undamaged but makes no sense to this program: "
                            + unreadable.getMessage(),
                    "Start the program that wrote it, or report this as a bug with the output of"
                            + " `isochron log dump`.");
        }
    }
}
