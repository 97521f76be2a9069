package dev.isochron.shard.entry;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.model.Lineage;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bytes of a mark.
public final class MarkCodec {
    private static final int VERSION = 4;

    /// Of marks that know nothing of merges.
    private static final int WITHOUT_LINEAGE = 3;

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
            long fingerprint,
            Lineage lineage) {}

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
        put(mark.lineage(), out);
        return out.toBytes();
    }

    private static void put(Lineage lineage, ByteWriter out) {
        out.u8(lineage.leaving().isPresent() ? 1 : 0);
        lineage.leaving()
                .ifPresent(into -> {
                    out.number(into.left().value());
                    out.number(into.generation().value());
                });
        out.number(lineage.joined().size());
        for (Lineage.Joined one : lineage.joined()) {
            out.number(one.left().value());
            out.number(one.generation().value());
            out.number(one.right().value());
        }
        out.number(lineage.tenures());
    }

    private static Lineage lineage(ByteReader in) throws MalformedEntry {
        Optional<Lineage.Leaving> leaving =
                in.u8() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Lineage.Leaving(shard(in.number()), generation(in.number())));
        int count = in.count(3);
        List<Lineage.Joined> joined = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            joined.add(
                    new Lineage.Joined(
                            shard(in.number()), generation(in.number()), shard(in.number())));
        }
        return new Lineage(leaving, joined, in.number());
    }

    private static ShardId shard(long number) throws MalformedEntry {
        if (number < 1) {
            throw new MalformedEntry("no shard: " + number);
        }
        return new ShardId(number);
    }

    public static Fields decode(byte[] bytes) throws MalformedEntry {
        ByteReader in = new ByteReader(bytes);
        int version = in.u8();
        if (version != VERSION && version != WITHOUT_LINEAGE) {
            throw new MalformedEntry("a mark of another version");
        }
        long slot = in.number();
        Generation generation = generation(in.number());
        Ballot term = term(in.number(), in.number());
        byte[] members = in.blob();
        Timestamp highest = new Timestamp(in.positive());
        Timestamp outcomes = new Timestamp(in.positive());
        long fingerprint = in.i64();
        Lineage lineage = version == VERSION ? lineage(in) : Lineage.NONE;
        in.requireEnd();
        return new Fields(slot, generation, term, members, highest, outcomes, fingerprint, lineage);
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
