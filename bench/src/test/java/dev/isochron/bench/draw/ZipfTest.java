package dev.isochron.bench.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {

    @Test
    void ranksComeInProportionToTheLaw() {
        Zipf zipf = new Zipf(4, 1);
        SplittableRandom chance = new SplittableRandom(7);
        int[] counts = new int[4];
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            counts[zipf.next(chance)]++;
        }
        double sum = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0;
        for (int rank = 0; rank < 4; rank++) {
            double expected = draws / (rank + 1.0) / sum;
            assertEquals(expected, counts[rank], expected * 0.05);
        }
    }

    @Test
    void withoutAnExponentAllRanksAreAlike() {
        Zipf zipf = new Zipf(10, 0);
        SplittableRandom chance = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            int rank = zipf.next(chance);
            assertTrue(rank >= 0 && rank < 10);
        }
    }

    @Test
    void thereIsAtLeastOneRank() {
        assertThrows(IllegalArgumentException.class, () -> new Zipf(0, 1));
    }
}
