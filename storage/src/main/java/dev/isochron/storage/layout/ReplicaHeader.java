package dev.isochron.storage.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.Optional;

/// What a store says of one replica; its versions and records are those of its span.
///
/// @param state what may be done with it
/// @param span the keys that are its own
/// @param horizon what was removed is below; reads below are refused
/// @param mark what its owner gave with the flush that wrote the state that is stored; shared,
///   nobody may change it any more
@SuppressWarnings("ArrayRecordComponent") // compared as the same object only; not copied
public record ReplicaHeader(State state, Span span, Timestamp horizon, byte[] mark) {

    /// What may be done with a replica.
    public enum State {
        /// The store holds its whole state at the mark.
        LIVE(1),
        /// A snapshot is being loaded; what is there is of no use.
        INSTALLING(2),
        /// It is gone, and what it left is being deleted.
        REMOVED(3),
        /// Some of it is not what was written; it waits for a snapshot, and nothing of it is shown.
        DAMAGED(4);

        private final byte code;

        State(int code) {
            this.code = (byte) code;
        }

        private static State of(byte code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state of a replica is " + code);
        }
    }

    /// Its bytes: state, horizon, then span and mark with their lengths in front.
    public byte[] toBytes() {
        byte[] keys = bytesOf(span);
        ByteBuffer out = ByteBuffer.allocate(1 + 8 + keys.length + 4 + mark.length);
        out.put(state.code).putLong(horizon.nanos()).put(keys);
        out.putInt(mark.length).put(mark);
        return out.array();
    }

    /// A span: its first key, whether it ends, and where, each key with its length in front.
    public static byte[] bytesOf(Span span) {
        Key until = span.until().orElse(Key.MIN);
        ByteBuffer out = ByteBuffer.allocate(2 + span.from().length() + 1 + 2 + until.length());
        put(out, span.from());
        out.put((byte) (span.until().isPresent() ? 1 : 0));
        put(out, until);
        return out.array();
    }

    private static void put(ByteBuffer out, Key key) {
        out.putShort((short) key.length()).put(key.toBuffer());
    }

    /// Reads what [#toBytes] wrote; the checksum was compared before.
    public static ReplicaHeader of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        State state = State.of(in.get());
        Timestamp horizon = new Timestamp(in.getLong());
        Span span = spanOf(in);
        byte[] mark = new byte[in.getInt()];
        in.get(mark);
        return new ReplicaHeader(state, span, horizon, mark);
    }

    /// Reads what [#bytesOf] wrote.
    ///
    /// @throws IllegalArgumentException if it is no span
    public static Span spanOf(ByteBuffer in) {
        Key from = key(in);
        boolean ends = in.get() != 0;
        Key until = key(in);
        return new Span(from, ends ? Optional.of(until) : Optional.empty());
    }

    private static Key key(ByteBuffer in) {
        byte[] key = new byte[in.getShort()];
        in.get(key);
        return Key.of(key);
    }
}
