package dev.isochron.shard.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.model.Lineage;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Held;
import dev.isochron.txn.record.Pledge;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Entries are read back as they were written; whatever else there is is malformed, and nothing
/// worse.
class EntryCodecTest {
    private static final TxnId ID = new TxnId(new Timestamp(7), 1, 2);
    private static final Key A = Key.of((byte) 1);
    private static final Key B = Key.of((byte) 2, (byte) 0);
    private static final Timestamp AT = new Timestamp(500);

    private static final List<Write> WRITES =
            List.of(
                    new Write.Put(A, Bytes.of((byte) 5), Expectation.ABSENT),
                    new Write.Patch(B, new ColumnSet(6), Bytes.of((byte) 6, (byte) 7)),
                    new Write.Delete(Key.of((byte) 3), Expectation.ANYTHING));

    private static final Share SHARE =
            new Share(
                    Span.of(A, Key.of((byte) 9)),
                    Optional.of(new Tenure(3, 2, 1)),
                    List.of(new Share.Check(Span.from(B), LockMode.shared(new ColumnSet(4)), AT)),
                    WRITES);

    private static final List<ShardRecord> RECORDS =
            List.of(
                    new ShardRecord.Split(
                            new Generation(3), B, new ShardId(7), AT, Bytes.of((byte) 1, (byte) 2)),
                    new ShardRecord.Freeze(
                            new Generation(4),
                            new Lineage.Leaving(new ShardId(6), new Generation(9)),
                            AT),
                    new ShardRecord.Thaw(new Generation(5)),
                    new ShardRecord.Merge(
                            new Generation(9),
                            new ShardRecord.Right(
                                    new Route(new ShardId(7), new Generation(5)), Span.from(B)),
                            AT,
                            Bytes.of((byte) 3)),
                    new ShardRecord.Decline(new Generation(9)),
                    about(
                            new TxnRecord.Prepared(
                                    new Attempt(ID, new Age(ID), "tag", "statement"),
                                    A,
                                    SHARE,
                                    new Pledge(new Tenure(3, 2, 1), AT, new Timestamp(900)),
                                    Optional.of(
                                            List.of(new Held(Span.point(A), LockMode.whole()))))),
                    about(
                            new TxnRecord.Committed(
                                    ID, A, AT, WRITES, List.of(Span.of(A, B), Span.ALL))),
                    about(new TxnRecord.Aborted(ID, A, new Aborted.DecidedByInquiry(ID))),
                    about(new TxnRecord.Resolved(ID, A, Span.point(B), new Outcome.Committed(AT))),
                    about(
                            new TxnRecord.Resolved(
                                    ID,
                                    A,
                                    Span.point(B),
                                    new Outcome.Undone(new Aborted.DecidedByInquiry(ID)))),
                    about(new TxnRecord.Forgotten(ID, A, List.of(Span.point(B)))),
                    about(new TxnRecord.Horizon(AT)),
                    new ShardRecord.Retention(AT, new Timestamp(100)));

    private static final Ballot TERM = new Ballot(3, 1);

    private static ShardRecord about(TxnRecord record) {
        return new ShardRecord.Transaction(record);
    }

    private static byte[] bytes(List<ShardRecord> records) {
        return EntryCodec.entry(TERM, records.stream().map(EntryCodec::encode).toList()).bytes();
    }

    @Test
    void everyRecordIsReadBack() throws MalformedEntry {
        assertEquals(new EntryCodec.Batch(TERM, RECORDS), EntryCodec.decode(bytes(RECORDS)));
        assertEquals(List.of(), EntryCodec.decode(bytes(List.of())).records());
    }

    @Test
    void theBytesAreThoseOfTheDoorPlate() {
        assertEquals(
                "03" + "0301" + "01" + "07" + "00000000000001f4" + "0000000000000064",
                HexFormat.of().formatHex(bytes(List.of(RECORDS.getLast()))));
    }

    @Test
    void nothingThatIsCutShortIsRead() {
        byte[] whole = bytes(RECORDS);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(MalformedEntry.class, () -> EntryCodec.decode(cut), length + " bytes");
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(MalformedEntry.class, () -> EntryCodec.decode(longer));
    }

    @Test
    void aCountThatCannotBeIsMalformed() {
        byte[] absurd = HexFormat.of().parseHex("030301" + "ffffffffffffffff7f");
        assertThrows(MalformedEntry.class, () -> EntryCodec.decode(absurd));
        byte[] spans =
                HexFormat.of().parseHex("0303010105" + "00".repeat(25) + "ffffffffffffffff7f");
        assertThrows(MalformedEntry.class, () -> EntryCodec.decode(spans));
    }

    /// What is read all the same is written the same way again: there is one form of everything.
    @Test
    void bytesThatWereChangedAreMalformedOrSomethingElse() {
        SplittableRandom chance = new SplittableRandom(1);
        byte[] whole = bytes(RECORDS);
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = whole.clone();
            changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
            try {
                List<ShardRecord> read = new ArrayList<>(EntryCodec.decode(changed).records());
                assertEquals(read.size(), RECORDS.size());
            } catch (MalformedEntry | NewerEntry _) {
                malformed++;
            }
        }
        assertTrue(malformed > 5_000, malformed + " of 20000");
    }
}
