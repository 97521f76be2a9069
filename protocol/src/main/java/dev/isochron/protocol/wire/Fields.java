package dev.isochron.protocol.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Single fields, out and in; what comes in is checked.
final class Fields {

    /// Texts in messages, in characters: names of tables and columns, reasons, addresses; what is
    /// shown of them is shorter still.
    static final int MAX_TEXT = 1024;

    /// Ids and numbers are counted up from here and there; beyond this nobody is believed, so that
    /// counting up never overflows.
    static final long LARGEST = 1L << 62;

    private Fields() {}

    /// Makes a record of a message; may trust the constructors of records to refuse.
    interface Reading<F, T> {
        T read(F from) throws MalformedMessage;
    }

    /// Reads a whole message. What a record refuses is the sender's fault.
    static <F, T> T guarded(F from, Reading<F, T> reading) throws MalformedMessage {
        try {
            return reading.read(from);
        } catch (KeyTooLong refused) {
            throw new MalformedMessage(BadInput.LongKey.of(refused), refused);
        } catch (IllegalArgumentException refused) {
            throw new MalformedMessage(String.valueOf(refused.getMessage()), refused);
        }
    }

    static <F, T> List<T> list(List<F> from, int atMost, String what, Reading<F, T> reading)
            throws MalformedMessage {
        require(from.size() <= atMost, "more than " + atMost + " " + what);
        List<T> read = new ArrayList<>(from.size());
        for (F one : from) {
            read.add(reading.read(one));
        }
        return read;
    }

    static void require(boolean holds, String what) throws MalformedMessage {
        if (!holds) {
            throw new MalformedMessage(what);
        }
    }

    static long number(long value, String what) throws MalformedMessage {
        require(
                value >= 0 && value <= LARGEST,
                what + " is out of range: " + Long.toUnsignedString(value));
        return value;
    }

    static int count(int value, String what) throws MalformedMessage {
        require(value >= 0, what + " is out of range: " + Integer.toUnsignedString(value));
        return value;
    }

    static String text(String text) throws MalformedMessage {
        require(text.length() <= MAX_TEXT, "a text of more than " + MAX_TEXT + " characters");
        return text;
    }

    /// A text as it is sent; not cut between the two halves of a character.
    static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return text.substring(0, end);
    }

    static Timestamp timestamp(long nanos) throws MalformedMessage {
        require(nanos >= 0, "a timestamp before 1970");
        return new Timestamp(nanos);
    }

    static Duration duration(long nanos) throws MalformedMessage {
        require(nanos >= 0, "a duration below zero");
        return Duration.ofNanos(nanos);
    }

    /// Saturated: centuries are all alike.
    static long nanos(Duration duration) {
        boolean fits = duration.toSeconds() < Long.MAX_VALUE / 1_000_000_000L;
        return fits ? duration.toNanos() : Long.MAX_VALUE;
    }

    static Key key(ByteString bytes) {
        return Key.takeOver(SharedBytes.unwrap(bytes));
    }

    static ByteString of(Key key) {
        return UnsafeByteOperations.unsafeWrap(key.toBuffer());
    }

    static Bytes row(ByteString bytes) {
        return Bytes.takeOver(SharedBytes.unwrap(bytes));
    }

    static ByteString of(Bytes row) {
        return UnsafeByteOperations.unsafeWrap(row.toBuffer());
    }
}
