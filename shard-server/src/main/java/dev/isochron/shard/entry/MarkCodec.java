package dev.isochron.shard.entry;

import dev.isochron.truetime.Timestamp;

/// The bytes of a mark.
public final class MarkCodec {
    private static final int VERSION = 1;

    private MarkCodec() {}

    /// What a mark holds, in order.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    public record Fields(
            long slot, byte[] members, Timestamp highest, Timestamp outcomes, long fingerprint) {}

    public static byte[] encode(Fields mark) {
        ByteWriter out = new ByteWriter();
        out.u8(VERSION);
        out.number(mark.slot());
        out.blob(mark.members());
        out.i64(mark.highest().nanos());
        out.i64(mark.outcomes().nanos());
        out.i64(mark.fingerprint());
        return out.toBytes();
    }

    public static Fields decode(byte[] bytes) throws MalformedEntry {
        ByteReader in = new ByteReader(bytes);
        if (in.u8() != VERSION) {
            throw new MalformedEntry("a mark of another version");
        }
        long slot = in.number();
        byte[] members = in.blob();
        Timestamp highest = new Timestamp(in.positive());
        Timestamp outcomes = new Timestamp(in.positive());
        Fields mark = new Fields(slot, members, highest, outcomes, in.i64());
        in.requireEnd();
        return mark;
    }
}
