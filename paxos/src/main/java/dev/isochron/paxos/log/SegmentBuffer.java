package dev.isochron.paxos.log;

import java.nio.ByteBuffer;

/// One whole segment in memory, as recovery reads it; the same buffer serves one after another.
final class SegmentBuffer {
    /// What one read of the file asks for: large enough to be quick, small enough for any disk.
    private static final int READ_BYTES = 1 << 20;

    private final Disk disk;
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    SegmentBuffer(Disk disk) {
        this.disk = disk;
    }

    /// The content of a segment; valid until the next call.
    ByteBuffer read(Segment segment) {
        if (buffer.capacity() < segment.bytes) {
            buffer = disk.buffer(segment.bytes).order(LogFormat.ORDER);
        }
        buffer.clear();
        for (int at = 0; at < segment.bytes; at += READ_BYTES) {
            buffer.limit(Math.min(at + READ_BYTES, segment.bytes)).position(at);
            disk.read(segment.name(), at, buffer);
        }
        return buffer.clear().limit(segment.bytes);
    }
}
