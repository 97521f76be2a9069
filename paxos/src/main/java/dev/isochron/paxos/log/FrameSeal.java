package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The checksum of one record's frame, bound to the frame's position and to the boot that wrote it:
/// what a disk put in the wrong place, or left there from before, does not pass (FAULTS S12).
///
/// ```
/// crc u4 | length u4 | body
/// crc = CRC32C(position u8, boot u8, length, body)
/// ```
final class FrameSeal {
    private static final int SEED_BYTES = 16;

    private final byte[] seed = new byte[SEED_BYTES];
    private final ByteBuffer seedWriter = ByteBuffer.wrap(seed).order(LogFormat.ORDER);
    private final CRC32C crc = new CRC32C();
    private final long boot;

    FrameSeal(long boot) {
        this.boot = boot;
    }

    /// Fills in length and checksum of the frame whose body lies between `at` + 8 and `end`.
    void seal(ByteBuffer buffer, int at, int end, long position) {
        buffer.putInt(at + 4, end - at - LogFormat.FRAME_HEADER_BYTES);
        buffer.putInt(at, crc(buffer, at, end, position));
    }

    /// Where the frame at `at` ends, or -1 if no sound frame stands there before `limit`.
    int endOfSound(ByteBuffer buffer, int at, int limit, long position) {
        if (limit - at < LogFormat.FRAME_HEADER_BYTES + LogFormat.BODY_PREFIX_BYTES) {
            return -1;
        }
        int length = buffer.getInt(at + 4);
        if (length < LogFormat.BODY_PREFIX_BYTES
                || length > limit - at - LogFormat.FRAME_HEADER_BYTES) {
            return -1;
        }
        int end = at + LogFormat.FRAME_HEADER_BYTES + length;
        return buffer.getInt(at) == crc(buffer, at, end, position) ? end : -1;
    }

    private int crc(ByteBuffer buffer, int at, int end, long position) {
        seedWriter.putLong(0, position).putLong(8, boot);
        crc.reset();
        crc.update(seed, 0, SEED_BYTES);
        int oldLimit = buffer.limit();
        int oldPosition = buffer.position();
        buffer.limit(end).position(at + 4);
        crc.update(buffer);
        buffer.limit(oldLimit).position(oldPosition);
        return (int) crc.getValue();
    }
}
