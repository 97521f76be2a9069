package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;

/// The few buffers that batches are encoded into, used again and again.
final class Buffers {
    /// What a batch starts with; it doubles as needed.
    private static final int SMALLEST = 16 << 10;

    /// One fills while one is written; a third covers a change of segment.
    private static final int KEPT = 3;

    private final IntFunction<ByteBuffer> source;
    private final int largestKept;
    private final Deque<ByteBuffer> idle = new ArrayDeque<>();

    /// @param source makes a buffer of a given length
    /// @param largestKept a longer buffer, grown for one long record, is not kept
    Buffers(IntFunction<ByteBuffer> source, int largestKept) {
        this.source = source;
        this.largestKept = largestKept;
    }

    ByteBuffer take() {
        ByteBuffer buffer = idle.poll();
        return buffer != null ? buffer.clear() : fresh(Math.min(SMALLEST, largestKept));
    }

    void giveBack(ByteBuffer buffer) {
        if (idle.size() < KEPT && buffer.capacity() <= largestKept) {
            idle.push(buffer);
        }
    }

    /// A buffer with the same content and position that has `more` bytes of room.
    ByteBuffer withRoom(ByteBuffer buffer, int more) {
        if (buffer.remaining() >= more) {
            return buffer;
        }
        int needed = Math.addExact(buffer.position(), more);
        int doubled = Math.min(Math.multiplyExact(buffer.capacity(), 2), largestKept);
        ByteBuffer larger = fresh(Math.max(needed, doubled));
        larger.put(buffer.flip());
        giveBack(buffer);
        return larger;
    }

    private ByteBuffer fresh(int bytes) {
        return source.apply(LogFormat.toSectors(bytes)).order(LogFormat.ORDER);
    }
}
