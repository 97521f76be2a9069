package dev.isochron.protocol.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.value.Seeds;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Each name has one form, and refuses what it cannot be.
class NamesTest {

    @Test
    void theBytesOfTransactionIdsAreOrderedAsTheyAre() {
        Seeds.each(
                3000,
                random -> {
                    TxnId a = someId(random);
                    TxnId b = someId(random);
                    int expected = Integer.signum(a.compareTo(b));
                    byte[] x = bytes(a);
                    assertEquals(TxnId.BYTES, x.length);
                    assertEquals(expected, Integer.signum(Arrays.compareUnsigned(x, bytes(b))));
                    assertEquals(a, TxnId.readFrom(ByteBuffer.wrap(x)));
                    assertEquals(expected, Integer.signum(new Age(a).compareTo(new Age(b))));
                    assertEquals(expected < 0, new Age(a).isOlderThan(new Age(b)));
                });
    }

    private static TxnId someId(SplittableRandom random) {
        long[] odd = {0, 1, 255, 256, Long.MAX_VALUE};
        return new TxnId(
                new Timestamp(odd[random.nextInt(odd.length)]),
                odd[random.nextInt(odd.length)],
                random.nextLong(Long.MAX_VALUE));
    }

    private static byte[] bytes(TxnId id) {
        byte[] bytes = new byte[TxnId.BYTES];
        id.writeTo(ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Test
    void bytesThatAreNoIdAreRefused() {
        ByteBuffer tooShort = ByteBuffer.allocate(TxnId.BYTES - 1);
        assertThrows(IllegalArgumentException.class, () -> TxnId.readFrom(tooShort));
        for (int field = 0; field < 3; field++) {
            ByteBuffer negative = ByteBuffer.allocate(TxnId.BYTES);
            negative.putLong(field * Long.BYTES, -1);
            assertThrows(IllegalArgumentException.class, () -> TxnId.readFrom(negative));
        }
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        Seeds.each(
                1000,
                random -> {
                    long nanos = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
                    CommitToken token = new CommitToken(new Timestamp(nanos));
                    assertEquals(token, CommitToken.parse(token.toText()));
                    assertEquals(26, token.toText().length());
                });
    }

    /// Every change of one character to some others, and every cut.
    @Test
    void aTokenThatWasChangedIsRefused() {
        String text = new CommitToken(new Timestamp(1_795_000_000_000_000_000L)).toText();
        assertTrue(text.startsWith("isochron1."));
        for (int i = 0; i < text.length(); i++) {
            for (char other : "A_-z0=\u00e9\n".toCharArray()) {
                if (text.charAt(i) != other) {
                    String changed = text.substring(0, i) + other + text.substring(i + 1);
                    assertThrows(MalformedToken.class, () -> CommitToken.parse(changed));
                }
            }
            String cut = text.substring(0, i);
            assertThrows(MalformedToken.class, () -> CommitToken.parse(cut));
        }
        assertThrows(MalformedToken.class, () -> CommitToken.parse(text + "A"));
    }

    @Test
    void columnSetsAreSetsUpToTheSixtyThirdColumn() {
        ColumnSet low = columns(1, 5, 62);
        assertTrue(low.intersects(columns(62)));
        assertFalse(low.intersects(columns(2, 61)));
        assertFalse(low.intersects(ColumnSet.EXISTENCE));
        assertTrue(ColumnSet.ALL.containsAll(low));
        assertTrue(ColumnSet.ALL.containsAll(ColumnSet.EXISTENCE));
        assertTrue(low.union(columns(7)).containsAll(columns(5, 7)));
        assertTrue(columns(63).intersects(columns(1000)), "high columns share a bit");
        assertFalse(columns(63).intersects(columns(62)));
        assertEquals("{c1, c5}", columns(5, 1).toString());
        assertEquals("{row}", ColumnSet.EXISTENCE.toString());
        assertEquals("all columns", ColumnSet.ALL.toString());
        assertEquals("{c63…}", columns(99).toString());
    }

    @Test
    void readersOfAColumnConflictWithItsWritersOnly() {
        LockMode readTax = LockMode.shared(columns(2));
        LockMode writeTax = LockMode.exclusive(columns(2));
        LockMode writeYtd = LockMode.exclusive(columns(3));
        conflict(false, readTax, readTax);
        conflict(true, readTax, writeTax);
        conflict(true, writeTax, writeTax);
        conflict(false, readTax, writeYtd);
        conflict(false, writeTax, writeYtd);
    }

    @Test
    void whoeverTouchesARowKeepsItFromBeingDeletedOrInserted() {
        LockMode checkForeignKey = LockMode.shared(ColumnSet.NONE);
        conflict(true, LockMode.whole(), LockMode.whole());
        conflict(true, LockMode.whole(), checkForeignKey);
        conflict(true, LockMode.whole(), LockMode.shared(columns(2)));
        conflict(true, LockMode.whole(), LockMode.exclusive(columns(2)));
        conflict(false, checkForeignKey, LockMode.exclusive(columns(2)));
        conflict(false, checkForeignKey, checkForeignKey);
    }

    private static void conflict(boolean expected, LockMode a, LockMode b) {
        assertEquals(expected, a.conflictsWith(b), a + " and " + b);
        assertEquals(expected, b.conflictsWith(a), b + " and " + a);
    }

    @Test
    void conflictCoverAndUnionAgree() {
        Seeds.each(
                5000,
                random -> {
                    LockMode a = someMode(random);
                    LockMode b = someMode(random);
                    LockMode c = someMode(random);
                    LockMode both = a.union(b);
                    assertTrue(both.covers(a) && both.covers(b));
                    assertEquals(both.conflictsWith(c), a.conflictsWith(c) || b.conflictsWith(c));
                    if (a.covers(b) && b.conflictsWith(c)) {
                        assertTrue(a.conflictsWith(c), () -> a + " " + b + " " + c);
                    }
                });
    }

    private static LockMode someMode(SplittableRandom random) {
        return new LockMode(
                new ColumnSet(1 + random.nextInt(15)), new ColumnSet(random.nextInt(16)));
    }

    @Test
    void modesSayWhatTheyAreAbout() {
        assertEquals("shared {row, c2}", LockMode.shared(columns(2)).toString());
        assertEquals("exclusive {c3}", LockMode.exclusive(columns(3)).toString());
        assertEquals("exclusive all columns", LockMode.whole().toString());
        assertTrue(LockMode.shared(columns(2)).isShared());
        assertThrows(
                IllegalArgumentException.class, () -> new LockMode(ColumnSet.NONE, ColumnSet.NONE));
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ShardId(0));
        assertThrows(IllegalArgumentException.class, () -> new Generation(0));
        assertThrows(IllegalArgumentException.class, () -> new Tenure(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Tenure(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Tenure(1, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new Place(0, "a:1"));
        assertThrows(IllegalArgumentException.class, () -> new Place(1, ""));
        String endless = "x".repeat(261);
        assertThrows(IllegalArgumentException.class, () -> new Place(1, endless));
        assertThrows(IllegalArgumentException.class, () -> entry(1, List.of()));
    }

    @Test
    void theEntryOfTheHigherGenerationIsNewer() {
        List<Place> places = List.of(new Place(1, "localhost:7001"));
        ShardEntry old = entry(1, places);
        ShardEntry current = entry(2, places);
        assertTrue(current.isNewerThan(old));
        assertFalse(old.isNewerThan(current));
        assertFalse(old.isNewerThan(entry(1, places)));
        assertEquals(Generation.FIRST.next(), current.route().generation());
    }

    private static ShardEntry entry(long generation, List<Place> places) {
        Route route = new Route(new ShardId(7), new Generation(generation));
        return new ShardEntry(route, Span.ALL, places, Optional.empty());
    }

    private static ColumnSet columns(int... ids) {
        return ColumnSet.of(IntStream.of(ids).mapToObj(ColumnId::new).toList());
    }
}
