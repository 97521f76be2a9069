package dev.isochron.shard.entry;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.truetime.Timestamp;

/// The bytes of a mark.
public final class MarkCodec {
    private static final int VERSION = 3;

    private MarkCodec() {}

    /// What a mark holds, in order.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    public record Fields(
            long slot,
            Generation generation,
            Ballot term,
            byte[] members,
            Timestamp highest,
            Timestamp outcomes,
            long fingerprint) {}

    public static byte[] encode(Fields mark) {
        ByteWriter out = new ByteWriter();
        out.u8(VERSION);
        out.number(mark.slot());
        out.number(mark.generation().value());
        out.number(mark.term().round());
        out.number(mark.term().owner());
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
        Generation generation = generation(in.number());
        Ballot term = term(in.number(), in.number());
        byte[] members = in.blob();
        Timestamp highest = new Timestamp(in.positive());
        Timestamp outcomes = new Timestamp(in.positive());
        Fields mark = new Fields(slot, generation, term, members, highest, outcomes, in.i64());
        in.requireEnd();
        return mark;
    }

    private static Generation generation(long number) throws MalformedEntry {
        if (number < 1) {
            throw new MalformedEntry("no generation: " + number);
        }
        return new Generation(number);
    }

    private static Ballot term(long round, long owner) throws MalformedEntry {
        if (round < 0 || owner < 0 || (round == 0) != (owner == 0)) {
            throw new MalformedEntry("no ballot: " + round + ", " + owner);
        }
        return new Ballot(round, owner);
    }
}
