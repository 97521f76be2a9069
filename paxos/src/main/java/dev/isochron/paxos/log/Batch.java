package dev.isochron.paxos.log;

import dev.isochron.paxos.model.HardRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// Records on their way to the disk: encoded once, where they will stand, in one write's bytes.
///
/// ```
/// header | frame ... | directory entry ... | zeros up to a whole sector
/// ```
///
/// It begins on a sector of its own, so writing it never touches a sector that was synced before.
final class Batch {
    final Segment segment;
    final long position;
    private final long previousEnd;
    private final Buffers buffers;
    private final FrameSeal seal;
    private final List<GroupTrail> groups = new ArrayList<>();
    private ByteBuffer buffer;
    private int records;
    private int recordEnd = LogFormat.BATCH_HEADER_BYTES;
    private int directoryCrc;
    private long oldest;

    Batch(Buffers buffers, FrameSeal seal, Segment segment, long position, long previousEnd) {
        this.buffers = buffers;
        this.seal = seal;
        this.segment = segment;
        this.position = position;
        this.previousEnd = previousEnd;
        this.buffer = buffers.take().position(LogFormat.BATCH_HEADER_BYTES);
    }

    boolean isEmpty() {
        return records == 0;
    }

    int records() {
        return records;
    }

    /// The length in the file, if closed now.
    int bytes() {
        return LogFormat.batchBytes(recordBytes(), groups.size());
    }

    long end() {
        return position + bytes();
    }

    /// The length in the file with one more record.
    int bytesWith(int bodyBytes, GroupTrail trail) {
        return LogFormat.batchBytes(
                recordBytes() + LogFormat.FRAME_HEADER_BYTES + bodyBytes,
                groups.size() + (trail.inBatch == 0 ? 1 : 0));
    }

    /// Puts a record; the result is a position that is covered once this batch is synced.
    long add(HardRecord record, int bodyBytes, GroupTrail trail) {
        open(bodyBytes);
        RecordWriter.write(record, buffer);
        return close(trail);
    }

    /// The same for a record of the log's own.
    long add(LoggedRecord record, int bodyBytes, GroupTrail store) {
        open(bodyBytes);
        RecordWriter.write(record, buffer);
        return close(store);
    }

    /// Closes the batch: nothing is added after this.
    void seal(long oldestNeeded) {
        oldest = oldestNeeded;
        buffer =
                buffers.withRoom(
                        buffer, groups.size() * LogFormat.DIRECTORY_ENTRY_BYTES + Disk.SECTOR);
        for (GroupTrail trail : groups) {
            buffer.putLong(trail.id).putLong(trail.appended).putInt(trail.inBatch);
            trail.inBatch = 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(recordEnd, buffer.position() - recordEnd));
        directoryCrc = (int) crc.getValue();
        while (buffer.position() % Disk.SECTOR != 0) {
            buffer.put((byte) 0);
        }
        buffer.flip();
    }

    /// The bytes of a sealed batch, headed by what is known to be durable now.
    ByteBuffer content(long synced, long boot, StoreIdentity owner) {
        BatchHeader header =
                new BatchHeader(
                        recordBytes(),
                        records,
                        groups.size(),
                        directoryCrc,
                        segment.generation,
                        position,
                        previousEnd,
                        synced,
                        oldest,
                        boot);
        header.encode(buffer, owner);
        return buffer;
    }

    /// The batch is done with; its buffer serves another.
    void release() {
        buffers.giveBack(buffer);
    }

    private int recordBytes() {
        return recordEnd - LogFormat.BATCH_HEADER_BYTES;
    }

    private void open(int bodyBytes) {
        buffer = buffers.withRoom(buffer, LogFormat.FRAME_HEADER_BYTES + bodyBytes);
        buffer.position(recordEnd + LogFormat.FRAME_HEADER_BYTES);
    }

    private long close(GroupTrail trail) {
        int at = recordEnd;
        recordEnd = buffer.position();
        seal.seal(buffer, at, recordEnd, position + at);
        records++;
        if (trail.inBatch++ == 0) {
            groups.add(trail);
        }
        trail.appended++;
        return position + recordEnd;
    }
}
