package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts answers together in one buffer, which leaves when it is full or when it must.
///
/// Up to [#HOLD_BYTES] can be taken back, so that a statement can be run again whose transaction
/// was aborted: [#mark] and [#rewind].
final class MessageWriter {
    /// What is kept back of answers that nobody has asked for yet; then the client has to read.
    static final int HOLD_BYTES = 256 * 1024;

    private static final int FIRST_BYTES = 2048;
    private static final int LENGTH_BYTES = 4;
    private static final int MAX_MESSAGE = 1 << 30;

    private final Channel channel;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int end;
    private int message = -1;
    private long gone;

    MessageWriter(Channel channel) {
        this.channel = channel;
    }

    /// Where the answers stand.
    long mark() {
        return gone + end;
    }

    /// Takes back everything since the mark.
    ///
    /// @return whether none of it has left; if some has, nothing is taken back
    boolean rewind(long mark) {
        if (mark < gone) {
            return false;
        }
        end = (int) (mark - gone);
        message = -1;
        return true;
    }

    MessageWriter begin(char type) {
        byte1(type);
        message = end;
        return int32(0);
    }

    /// Ends a message; hands all of them over if there are many.
    void end() {
        patch(message);
        message = -1;
        if (end >= HOLD_BYTES) {
            flush();
        }
    }

    /// Gives up the message that was begun.
    void abandon() {
        if (message >= 0) {
            end = message - 1;
            message = -1;
        }
    }

    MessageWriter byte1(int value) {
        room(1);
        buffer[end++] = (byte) value;
        return this;
    }

    MessageWriter int16(int value) {
        room(2);
        buffer[end++] = (byte) (value >> 8);
        buffer[end++] = (byte) value;
        return this;
    }

    MessageWriter int32(int value) {
        room(4);
        buffer[end++] = (byte) (value >> 24);
        buffer[end++] = (byte) (value >> 16);
        buffer[end++] = (byte) (value >> 8);
        buffer[end++] = (byte) value;
        return this;
    }

    MessageWriter bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    MessageWriter bytes(byte[] value, int from, int length) {
        room(length);
        System.arraycopy(value, from, buffer, end, length);
        end += length;
        return this;
    }

    /// Text and a NUL.
    MessageWriter text(String value) {
        return utf8(value).byte1(0);
    }

    /// Text as it is.
    MessageWriter utf8(String value) {
        int length = value.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return bytes(value.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            buffer[end++] = (byte) c;
        }
        return this;
    }

    /// A value in UTF-8 preceded by its length.
    void sizedText(String value) {
        int at = end;
        int32(0);
        utf8(value);
        size(at);
    }

    /// A number in decimal digits preceded by their length.
    void sizedNumber(long value) {
        int at = sized();
        if (value == Long.MIN_VALUE) {
            utf8(Long.toString(value));
        } else {
            digits(value);
        }
        size(at);
    }

    private void digits(long value) {
        if (value < 0) {
            byte1('-');
        }
        long left = Math.abs(value);
        int count = 1;
        for (long rest = left / 10; rest > 0; rest /= 10) {
            count++;
        }
        room(count);
        end += count;
        for (int i = 1; i <= count; i++) {
            buffer[end - i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /// Leaves room for the length of what follows.
    int sized() {
        int at = end;
        int32(0);
        return at;
    }

    /// Fills in the length of all since [#sized] said where.
    void size(int at) {
        int length = end - at - LENGTH_BYTES;
        put32(at, length);
    }

    private void patch(int at) {
        put32(at, end - at);
    }

    private void put32(int at, int value) {
        buffer[at] = (byte) (value >> 24);
        buffer[at + 1] = (byte) (value >> 16);
        buffer[at + 2] = (byte) (value >> 8);
        buffer[at + 3] = (byte) value;
    }

    private void room(int more) {
        if (more > buffer.length - end) {
            long needed = (long) end + more;
            if (needed > MAX_MESSAGE) {
                abandon();
                throw SqlException.of(
                        SqlCode.PROGRAM_LIMIT_EXCEEDED, "an answer is longer than 1 GiB");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(MAX_MESSAGE, Math.max(needed, 2L * end)));
        }
    }

    /// Hands everything over.
    void flush() {
        if (end == 0) {
            return;
        }
        try {
            channel.write(buffer, 0, end);
        } catch (IOException e) {
            throw new HungUp(String.valueOf(e.getMessage()));
        }
        gone += end;
        end = 0;
        if (buffer.length > 2 * HOLD_BYTES) {
            buffer = new byte[FIRST_BYTES];
        }
    }
}
