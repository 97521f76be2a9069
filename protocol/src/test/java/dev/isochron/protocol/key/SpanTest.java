package dev.isochron.protocol.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.value.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Each operation on spans is what it says of the keys in them: all keys of up to two bytes out of
/// three values are asked.
class SpanTest {

    private static final int SEEDS = 2000;

    private static final List<Key> KEYS = keys();

    @Test
    void overlapAndIntersectionAreThoseOfTheKeys() {
        Seeds.each(
                SEEDS,
                random -> {
                    Span a = some(random);
                    Span b = some(random);
                    Optional<Span> both = a.intersect(b);
                    assertEquals(a.overlaps(b), both.isPresent());
                    assertEquals(both, b.intersect(a));
                    for (Key key : KEYS) {
                        boolean inBoth = a.contains(key) && b.contains(key);
                        assertEquals(inBoth, both.isPresent() && both.get().contains(key));
                    }
                    assertEquals(a.contains(b), both.equals(Optional.of(b)));
                });
    }

    @Test
    void halvesTouchDoNotOverlapAndCover() {
        Seeds.each(
                SEEDS,
                random -> {
                    Span span = some(random);
                    Key border = KEYS.get(random.nextInt(KEYS.size()));
                    if (!span.canSplitAt(border)) {
                        assertThrows(IllegalArgumentException.class, () -> span.splitAt(border));
                        return;
                    }
                    Span.Halves halves = span.splitAt(border);
                    assertTrue(halves.left().touches(halves.right()));
                    assertFalse(halves.left().overlaps(halves.right()));
                    for (Key key : KEYS) {
                        boolean left = halves.left().contains(key);
                        boolean right = halves.right().contains(key);
                        assertEquals(span.contains(key), left || right);
                        assertEquals(span.contains(key) && key.isBelow(border), left);
                    }
                });
    }

    @Test
    void aPointHoldsItsKeyOnly() {
        for (Key key : KEYS) {
            Span point = Span.point(key);
            assertTrue(point.isPoint());
            KEYS.forEach(other -> assertEquals(other.equals(key), point.contains(other)));
            assertFalse(point.canSplitAt(key));
        }
        Key full = Key.of(new byte[Key.MAX_BYTES]);
        assertTrue(Span.point(full).isPoint());
        assertTrue(Span.point(full).contains(full));
        assertFalse(Span.point(full).contains(full.next().orElseThrow()));
    }

    @Test
    void aSpanWithoutAKeyIsNone() {
        Key key = Key.ofHex("01");
        assertThrows(IllegalArgumentException.class, () -> Span.of(key, key));
        assertThrows(IllegalArgumentException.class, () -> Span.of(key, Key.MIN));
    }

    @Test
    void theWholeSpaceHoldsEverything() {
        KEYS.forEach(key -> assertTrue(Span.ALL.contains(key)));
        assertTrue(Span.ALL.contains(Span.from(Key.ofHex("FF"))));
        assertFalse(Span.of(Key.MIN, Key.ofHex("FF")).contains(Span.ALL));
        assertEquals("[, ∞)", Span.ALL.toString());
    }

    @Test
    void spansAreOrderedByWhereTheyBeginThenEnd() {
        Key a = Key.ofHex("01");
        Key b = Key.ofHex("02");
        List<Span> ordered = List.of(Span.point(a), Span.of(a, b), Span.from(a), Span.from(b));
        assertEquals(ordered, ordered.reversed().stream().sorted().toList());
    }

    private static Span some(SplittableRandom random) {
        Key a = KEYS.get(random.nextInt(KEYS.size()));
        Key b = KEYS.get(random.nextInt(KEYS.size()));
        if (a.equals(b)) {
            return random.nextBoolean() ? Span.from(a) : Span.point(a);
        }
        return a.isBelow(b) ? Span.of(a, b) : Span.of(b, a);
    }

    private static List<Key> keys() {
        List<Key> keys = new ArrayList<>(List.of(Key.MIN));
        for (String first : List.of("00", "7F", "FF")) {
            keys.add(Key.ofHex(first));
            List.of("00", "7F", "FF").forEach(next -> keys.add(Key.ofHex(first + next)));
        }
        return keys;
    }
}
