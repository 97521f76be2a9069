package dev.isochron.shard.state;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.entry.MarkCodec;
import dev.isochron.shard.model.Lineage;
import dev.isochron.truetime.Timestamp;

/// What a flush and a snapshot record beside rows and records: at which point of the log they are.
///
/// @param applied everything up to here is in them
/// @param generation of the shard: how often its span or its members changed until then
/// @param term of the last leader that said so in the log
/// @param members who the members are from the next slot on, as the host writes it
/// @param highest the highest timestamp in the log so far
/// @param outcomes transactions born from here on have their outcomes kept
/// @param fingerprint equal on all replicas that applied the same
/// @param lineage what it took in, and whether it is to be taken in
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
public record Mark(
        Slot applied,
        Generation generation,
        Ballot term,
        byte[] members,
        Timestamp highest,
        Timestamp outcomes,
        long fingerprint,
        Lineage lineage) {

    /// Of a shard that has nothing yet: where its log begins, [Slot#FIRST] counts as applied. So
    /// whoever comes later gets a snapshot, which tells the span, and not a log that does not.
    ///
    /// @param members who the members are from the next slot on, as the host writes it
    public static Mark ofFounding(byte[] members) {
        return new Mark(
                Slot.FIRST,
                Generation.FIRST,
                Ballot.NONE,
                members,
                Timestamp.MIN,
                Timestamp.MIN,
                0,
                Lineage.NONE);
    }

    public byte[] toBytes() {
        return MarkCodec.encode(
                new MarkCodec.Fields(
                        applied.value(),
                        generation,
                        term,
                        members,
                        highest,
                        outcomes,
                        fingerprint,
                        lineage));
    }

    /// Reads what [#toBytes] wrote.
    ///
    /// @throws MalformedEntry if the bytes are no mark
    public static Mark of(byte[] bytes) throws MalformedEntry {
        MarkCodec.Fields fields = MarkCodec.decode(bytes);
        return new Mark(
                new Slot(fields.slot()),
                fields.generation(),
                fields.term(),
                fields.members(),
                fields.highest(),
                fields.outcomes(),
                fields.fingerprint(),
                fields.lineage());
    }
}
