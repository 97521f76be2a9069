package dev.isochron.shard.entry;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.model.Lineage;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;

/// The bytes of an entry: a batch of records.
public final class EntryCodec {
    private static final int VERSION = 3;

    private static final int PREPARED = 1;
    private static final int COMMITTED = 2;
    private static final int ABORTED = 3;
    private static final int RESOLVED = 4;
    private static final int FORGOTTEN = 5;
    private static final int HORIZON = 6;
    private static final int RETENTION = 7;
    private static final int SPLIT = 8;
    private static final int FREEZE = 9;
    private static final int THAW = 10;
    private static final int MERGE = 11;
    private static final int DECLINE = 12;

    private EntryCodec() {}

    /// What an entry holds.
    ///
    /// @param term the ballot at which its leader led that proposed it first
    public record Batch(Ballot term, List<ShardRecord> records) {}

    /// Gathers records that were encoded one by one, so that each is encoded once and the size of
    /// the entry is known while it grows.
    ///
    /// @param term the ballot at which whoever proposes it leads
    public static Entry.Commands entry(Ballot term, List<byte[]> records) {
        ByteWriter out = new ByteWriter();
        out.u8(VERSION);
        out.number(term.round());
        out.number(term.owner());
        out.number(records.size());
        records.forEach(out::append);
        return new Entry.Commands(out.toBytes());
    }

    public static byte[] encode(ShardRecord record) {
        ByteWriter out = new ByteWriter();
        Terms terms = new Terms(out);
        switch (record) {
            case ShardRecord.Transaction(TxnRecord what) -> encode(what, out, terms);
            case ShardRecord.Retention retention -> {
                out.u8(RETENTION);
                terms.time(retention.at());
                terms.time(retention.versions());
            }
            case ShardRecord.Split split -> {
                out.u8(SPLIT);
                out.number(split.from().value());
                terms.key(split.border());
                out.number(split.right().value());
                terms.time(split.floor());
                out.blob(split.members().toBytes());
            }
            case ShardRecord.Freeze(Generation from, Lineage.Leaving into, Timestamp floor) -> {
                out.u8(FREEZE);
                out.number(from.value());
                out.number(into.left().value());
                out.number(into.generation().value());
                terms.time(floor);
            }
            case ShardRecord.Thaw(Generation from) -> {
                out.u8(THAW);
                out.number(from.value());
            }
            case ShardRecord.Merge merge -> {
                out.u8(MERGE);
                out.number(merge.from().value());
                out.number(merge.right().route().shard().value());
                out.number(merge.right().route().generation().value());
                terms.span(merge.right().keys());
                terms.time(merge.floor());
                out.blob(merge.members().toBytes());
            }
            case ShardRecord.Decline(Generation from) -> {
                out.u8(DECLINE);
                out.number(from.value());
            }
        }
        return out.toBytes();
    }

    private static void encode(TxnRecord record, ByteWriter out, Terms terms) {
        switch (record) {
            case TxnRecord.Prepared prepared -> {
                out.u8(PREPARED);
                terms.prepared(prepared);
            }
            case TxnRecord.Committed committed -> {
                out.u8(COMMITTED);
                terms.id(committed.txn());
                terms.key(committed.anchor());
                terms.time(committed.at());
                terms.writes(committed.writes());
                terms.spans(committed.untold());
            }
            case TxnRecord.Aborted aborted -> {
                out.u8(ABORTED);
                terms.id(aborted.txn());
                terms.key(aborted.anchor());
                terms.failure(aborted.why());
            }
            case TxnRecord.Resolved resolved -> {
                out.u8(RESOLVED);
                terms.id(resolved.txn());
                terms.key(resolved.anchor());
                terms.span(resolved.span());
                terms.outcome(resolved.outcome());
            }
            case TxnRecord.Forgotten forgotten -> {
                out.u8(FORGOTTEN);
                terms.id(forgotten.txn());
                terms.key(forgotten.anchor());
                terms.spans(forgotten.spans());
            }
            case TxnRecord.Horizon horizon -> {
                out.u8(HORIZON);
                terms.time(horizon.at());
            }
        }
    }

    /// What is in an entry.
    ///
    /// @throws MalformedEntry if [#entry] does not write such bytes
    /// @throws NewerEntry if a newer program wrote them
    public static Batch decode(byte[] bytes) throws MalformedEntry {
        ByteReader in = new ByteReader(bytes);
        int version = in.u8();
        if (version > VERSION) {
            throw new NewerEntry(version, VERSION);
        }
        if (version != VERSION) {
            throw new MalformedEntry("an entry of version " + version);
        }
        Ballot term = term(in);
        int count = in.count(1);
        List<ShardRecord> records = new ArrayList<>(count);
        TermReader terms = new TermReader(in);
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            records.add(
                    switch (kind) {
                        case SPLIT -> split(in, terms);
                        case FREEZE -> freeze(in, terms);
                        case THAW -> new ShardRecord.Thaw(generation(in));
                        case MERGE -> merge(in, terms);
                        case DECLINE -> new ShardRecord.Decline(generation(in));
                        default -> record(kind, terms);
                    });
        }
        in.requireEnd();
        return new Batch(term, records);
    }

    private static ShardRecord split(ByteReader in, TermReader terms) throws MalformedEntry {
        return new ShardRecord.Split(
                generation(in), terms.key(), shard(in), terms.time(), Bytes.of(in.blob()));
    }

    private static ShardRecord freeze(ByteReader in, TermReader terms) throws MalformedEntry {
        return new ShardRecord.Freeze(
                generation(in), new Lineage.Leaving(shard(in), generation(in)), terms.time());
    }

    private static ShardRecord merge(ByteReader in, TermReader terms) throws MalformedEntry {
        Generation from = generation(in);
        Route route = new Route(shard(in), generation(in));
        ShardRecord.Right right = new ShardRecord.Right(route, terms.span());
        return new ShardRecord.Merge(from, right, terms.time(), Bytes.of(in.blob()));
    }

    private static Generation generation(ByteReader in) throws MalformedEntry {
        long number = in.number();
        if (number < 1) {
            throw new MalformedEntry("no generation: " + number);
        }
        return new Generation(number);
    }

    private static ShardId shard(ByteReader in) throws MalformedEntry {
        long number = in.number();
        if (number < 1) {
            throw new MalformedEntry("no shard: " + number);
        }
        return new ShardId(number);
    }

    private static Ballot term(ByteReader in) throws MalformedEntry {
        long round = in.number();
        long owner = in.number();
        if (round < 1 || owner < 1) {
            throw new MalformedEntry("no ballot: " + round + ", " + owner);
        }
        return new Ballot(round, owner);
    }

    private static ShardRecord record(int kind, TermReader terms) throws MalformedEntry {
        return kind == RETENTION
                ? new ShardRecord.Retention(terms.time(), terms.time())
                : new ShardRecord.Transaction(transaction(kind, terms));
    }

    private static TxnRecord transaction(int kind, TermReader terms) throws MalformedEntry {
        return switch (kind) {
            case PREPARED -> terms.prepared();
            case COMMITTED ->
                    new TxnRecord.Committed(
                            terms.id(), terms.key(), terms.time(), terms.writes(), terms.spans());
            case ABORTED -> new TxnRecord.Aborted(terms.id(), terms.key(), terms.failure());
            case RESOLVED ->
                    new TxnRecord.Resolved(terms.id(), terms.key(), terms.span(), terms.outcome());
            case FORGOTTEN -> new TxnRecord.Forgotten(terms.id(), terms.key(), terms.spans());
            case HORIZON -> new TxnRecord.Horizon(terms.time());
            default -> throw new MalformedEntry("a record of kind " + kind);
        };
    }
}
