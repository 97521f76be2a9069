package dev.isochron.simulation.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    @Test
    void theSameSeedGivesTheSameNumbersForEver() {
        Generator generator = new Generator(42);
        List<Long> drawn = List.of(generator.next(), generator.next(), generator.next());

        // Written down once: a change of these numbers changes what every seed ever meant.
        assertEquals(
                List.of(1546998764402558742L, 6990951692964543102L, -5902157311460992607L), drawn);
    }

    @Test
    void aForkDependsOnItsNameAndNotOnWhatWasDrawn() {
        Generator fresh = new Generator(7);
        Generator used = new Generator(7);
        used.next();

        assertEquals(fresh.fork("disk").next(), used.fork("disk").next());
        assertNotEquals(fresh.fork("disk").next(), fresh.fork("network").next());
        assertNotEquals(fresh.fork("ab").next(), fresh.fork("ba").next());
    }

    @Test
    void belowReachesEveryNumberAndNoOther() {
        Generator generator = new Generator(1);
        TreeSet<Long> seen = new TreeSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(generator.below(7));
        }

        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L), List.copyOf(seen));
    }

    @Test
    void spreadStaysInItsRangeAndFavoursNoScale() {
        Generator generator = new Generator(3);
        int short1 = 0;
        for (int i = 0; i < 1000; i++) {
            long drawn = generator.spread(10, 1000);
            assertTrue(drawn >= 9 && drawn <= 1000, "drew " + drawn);
            short1 += drawn < 100 ? 1 : 0;
        }

        assertTrue(short1 > 400 && short1 < 600, short1 + " of 1000 below the middle");
    }

    @Test
    void exponentialHasItsMean() {
        Generator generator = new Generator(5);
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += generator.exponential(1000);
        }

        long mean = sum / 20_000;
        assertTrue(mean > 950 && mean < 1050, "mean " + mean);
    }

    @Test
    void shuffleKeepsWhatItShuffles() {
        Generator generator = new Generator(9);
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
        generator.shuffle(list);

        assertNotEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), list);
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), list.stream().sorted().toList());
    }
}
