package dev.isochron.protocol.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Seeds;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The facts about the order of keys that the door plate of the package states.
class KeyOrderTest {

    private static final int SEEDS = 3000;

    @Test
    void keysCompareByUnsignedBytesAndShorterFirst() {
        Seeds.each(
                SEEDS,
                random -> {
                    Key a = some(random);
                    Key b = some(random);
                    assertEquals(Integer.signum(byHand(a, b)), Integer.signum(a.compareTo(b)));
                    assertEquals(Integer.signum(b.compareTo(a)), -Integer.signum(a.compareTo(b)));
                    assertEquals(a.equals(b), a.compareTo(b) == 0);
                    assertTrue(!a.equals(b) || a.hashCode() == b.hashCode());
                });
    }

    private static int byHand(Key a, Key b) {
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            if (a.byteAt(i) != b.byteAt(i)) {
                return a.byteAt(i) - b.byteAt(i);
            }
        }
        return a.length() - b.length();
    }

    @Test
    void nothingLiesBetweenAKeyAndTheNext() {
        Seeds.each(
                SEEDS,
                random -> {
                    Key key = some(random);
                    Key next = key.next().orElseThrow();
                    assertTrue(next.isAbove(key));
                    Key other = some(random);
                    assertFalse(other.isAbove(key) && other.isBelow(next));
                });
    }

    @Test
    void aKeyOfFullLengthHasANextOne() {
        byte[] bytes = new byte[Key.MAX_BYTES];
        bytes[0] = 7;
        bytes[Key.MAX_BYTES - 1] = (byte) 0xFF;
        Key next = Key.of(bytes).next().orElseThrow();
        assertEquals(Key.MAX_BYTES - 1, next.length());
        assertEquals(1, next.byteAt(next.length() - 1));
    }

    @Test
    void theLastKeyOfAllHasNoNextOne() {
        byte[] bytes = new byte[Key.MAX_BYTES];
        java.util.Arrays.fill(bytes, (byte) 0xFF);
        assertEquals(Optional.empty(), Key.of(bytes).next());
    }

    @Test
    void keysThatBeginWithAPrefixAreOneSpan() {
        Seeds.each(
                SEEDS,
                random -> {
                    Key prefix = some(random);
                    Key key = some(random);
                    assertEquals(key.startsWith(prefix), Span.prefix(prefix).contains(key));
                    Key longer = new KeyBuilder().append(prefix).append(key).toKey();
                    assertTrue(Span.prefix(prefix).contains(longer));
                });
    }

    @Test
    void onlyTheEmptyPrefixAndAllOnesReachTheEnd() {
        assertEquals(Optional.empty(), Key.MIN.afterPrefix());
        assertEquals(Optional.empty(), Key.ofHex("FFFF").afterPrefix());
        assertEquals(Optional.of(Key.ofHex("FF01")), Key.ofHex("FF00").afterPrefix());
        assertEquals(Optional.of(Key.ofHex("01")), Key.ofHex("00 FF FF").afterPrefix());
    }

    @Test
    void aKeyIsACopyInEveryDirection() {
        byte[] bytes = {1, 2, 3};
        Key key = Key.of(bytes);
        bytes[0] = 9;
        key.toBytes()[1] = 9;
        assertEquals(Key.ofHex("010203"), key);
        assertThrows(java.nio.ReadOnlyBufferException.class, () -> key.toBuffer().put(0, (byte) 9));
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 0}, 1, 3);
        assertEquals(key, Key.of(buffer));
        assertEquals(3, buffer.remaining());
        byte[] target = new byte[5];
        key.copyInto(target, 1);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, target);
    }

    @Test
    void aKeyLongerThanTheStoreTakesIsRefused() {
        assertEquals(Key.MAX_BYTES, Key.of(new byte[Key.MAX_BYTES]).length());
        KeyTooLong refused =
                assertThrows(KeyTooLong.class, () -> Key.of(new byte[Key.MAX_BYTES + 1]));
        assertEquals(Key.MAX_BYTES + 1, refused.bytes());
        assertEquals(Key.MAX_BYTES, refused.limit());
    }

    @Test
    void aBuilderStopsAtItsLimitBeforeItTakesMemory() {
        KeyBuilder builder = new KeyBuilder().append(new byte[400], 0, 400);
        KeyTooLong refused =
                assertThrows(KeyTooLong.class, () -> builder.append(new byte[100], 0, 100));
        assertEquals(500, refused.bytes());
        assertEquals(400, builder.toKey().length());
    }

    @Test
    void complementsTurnTheOrderAround() {
        Seeds.each(
                SEEDS,
                random -> {
                    long a = random.nextLong();
                    long b = random.nextLong();
                    Key turnedA = new KeyBuilder().appendBigEndian(a, 8).complementFrom(0).toKey();
                    Key turnedB = new KeyBuilder().appendBigEndian(b, 8).complementFrom(0).toKey();
                    assertEquals(
                            Integer.signum(Long.compareUnsigned(b, a)),
                            Integer.signum(turnedA.compareTo(turnedB)));
                });
    }

    @Test
    void hexIsReadAndWritten() {
        assertEquals("00ff10", Key.ofHex("00 FF 10").toString());
        assertNotEquals(Key.ofHex("00"), Key.MIN);
        assertThrows(IllegalArgumentException.class, () -> Key.ofHex("0"));
        assertThrows(IllegalArgumentException.class, () -> Key.ofHex("zz"));
    }

    private static Key some(SplittableRandom random) {
        return Key.of(new RandomValues(random).bytes(random.nextInt(5)));
    }
}
