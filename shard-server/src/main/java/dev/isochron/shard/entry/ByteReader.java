package dev.isochron.shard.entry;

import dev.isochron.protocol.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [ByteWriter] wrote, and nothing else.
public final class ByteReader {
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - position;
    }

    public void requireEnd() throws MalformedEntry {
        if (remaining() > 0) {
            throw new MalformedEntry(remaining() + " bytes after the end");
        }
    }

    int u8() throws MalformedEntry {
        require(1);
        return bytes[position++] & 0xFF;
    }

    boolean flag() throws MalformedEntry {
        int value = u8();
        if (value > 1) {
            throw new MalformedEntry("neither yes nor no: " + value);
        }
        return value == 1;
    }

    long i64() throws MalformedEntry {
        require(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (bytes[position++] & 0xFF);
        }
        return value;
    }

    /// An [#i64] of which no negative one is written.
    long positive() throws MalformedEntry {
        long value = i64();
        if (value < 0) {
            throw new MalformedEntry("a negative number: " + value);
        }
        return value;
    }

    long number() throws MalformedEntry {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
            int next = u8();
            long part = next & (MORE - 1);
            if (next == 0 && shift > 0) {
                break;
            }
            value |= part << shift;
            if (next < MORE) {
                return value;
            }
        }
        throw new MalformedEntry("a number of more bytes than it needs");
    }

    /// How many of something follow that takes at least so many bytes each.
    int count(int leastBytes) throws MalformedEntry {
        long count = number();
        if (count > remaining() / leastBytes) {
            throw new MalformedEntry(count + " parts cannot be in " + remaining() + " bytes");
        }
        return (int) count;
    }

    byte[] blob() throws MalformedEntry {
        int length = count(1);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    Bytes shared() throws MalformedEntry {
        int length = count(1);
        position += length;
        return Bytes.of(bytes, position - length, length);
    }

    String text() throws MalformedEntry {
        byte[] utf8 = blob();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedEntry("a text that is not UTF-8");
        }
    }

    byte[] array() {
        return bytes;
    }

    /// Passes over bytes and returns where they begin.
    int skip(int count) throws MalformedEntry {
        require(count);
        position += count;
        return position - count;
    }

    private void require(int count) throws MalformedEntry {
        if (count > remaining()) {
            throw new MalformedEntry("it ends too early");
        }
    }
}
