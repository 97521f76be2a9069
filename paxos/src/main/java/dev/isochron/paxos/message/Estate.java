package dev.isochron.paxos.message;

import java.util.Arrays;

/// What a leader that resigns leaves to the one that it names, for the state machine there to go on
/// with; bytes that mean nothing here. It describes the ballot's very end, so it is never sent
/// before the ballot is resigned, and nobody is owed it: it may be lost with its message.
@SuppressWarnings("ArrayRecordComponent") // equality is by content below; the bytes are shared
public record Estate(byte[] bytes) {

    /// So that a move is not held up by what it carries: a few milliseconds of a slow wire.
    public static final int MAX_BYTES = 256 << 10;

    public static final Estate NONE = new Estate(new byte[0]);

    public Estate {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "an estate has at most " + MAX_BYTES + " bytes, not " + bytes.length);
        }
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Estate that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "estate(" + bytes.length + "B#" + Integer.toHexString(hashCode()) + ")";
    }
}
