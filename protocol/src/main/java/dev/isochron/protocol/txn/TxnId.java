package dev.isochron.protocol.txn;

import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;

/// One attempt of a transaction. Never given twice; a retry has another, and keeps its [Age].
///
/// @param birth a server's reading of the time when the attempt began; decides when its outcome may
///   be forgotten
/// @param origin who numbers: a node, or one run of a client, from 0
/// @param number of the attempt among those of its origin, from 0
public record TxnId(Timestamp birth, long origin, long number) implements Comparable<TxnId> {

    /// What an id takes in bytes.
    public static final int BYTES = 3 * Long.BYTES;

    public TxnId {
        if (origin < 0 || number < 0) {
            throw new IllegalArgumentException(
                    "origin and number of a transaction are not negative: "
                            + origin
                            + ", "
                            + number);
        }
    }

    /// Appends the [#BYTES] bytes of this id; they are ordered as ids are.
    public void writeTo(ByteBuffer target) {
        target.putLong(birth.nanos()).putLong(origin).putLong(number);
    }

    /// Takes an id from a buffer in its usual byte order, the most significant first.
    ///
    /// @throws IllegalArgumentException if no id is written like that, or the buffer holds too
    ///   little
    public static TxnId readFrom(ByteBuffer source) {
        if (source.remaining() < BYTES) {
            throw new IllegalArgumentException(
                    "a transaction id has %d bytes, not %d".formatted(BYTES, source.remaining()));
        }
        Timestamp birth = new Timestamp(source.getLong());
        long origin = source.getLong();
        return new TxnId(birth, origin, source.getLong());
    }

    @Override
    public int compareTo(TxnId other) {
        int byBirth = birth.compareTo(other.birth);
        if (byBirth != 0) {
            return byBirth;
        }
        int byOrigin = Long.compare(origin, other.origin);
        return byOrigin != 0 ? byOrigin : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "x" + birth.nanos() + "." + origin + "." + number;
    }
}
