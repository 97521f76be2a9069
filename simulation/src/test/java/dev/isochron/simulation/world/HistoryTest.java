package dev.isochron.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private long now;

    @Test
    void equalFactsAtEqualTimesGiveEqualDigests() {
        assertEquals(digestOf(1, 2, 3), digestOf(1, 2, 3));
    }

    @Test
    void orderTimeAndContentAllMatter() {
        long digest = digestOf(1, 2, 3);
        assertNotEquals(digest, digestOf(1, 3, 2));
        assertNotEquals(digest, digestOf(1, 2, 4));
        now = 1;
        assertNotEquals(digest, digestOf(1, 2, 3));
    }

    @Test
    void linesCarryTheirTime() {
        List<String> lines = new ArrayList<>();
        History history = new History(() -> 3_000_041_000L, lines::add);
        history.say(() -> "n1 crashes");

        assertEquals(List.of("3.000041  n1 crashes"), lines);
    }

    private long digestOf(long... facts) {
        History history = new History(() -> now, null);
        for (long fact : facts) {
            history.note(fact);
        }
        return history.digest();
    }
}
