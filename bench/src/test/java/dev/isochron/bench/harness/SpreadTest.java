package dev.isochron.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertEquals(new Spread(3, 1, 100), Spread.of(List.of(100.0, 1.0, 3.0)));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertEquals(new Spread(2.5, 1, 9), Spread.of(List.of(9.0, 2.0, 1.0, 3.0)));
    }

    @Test
    void ratiosAreFormedWithinARepetition() {
        // The machine was ten times slower in the second repetition, for both alike.
        assertEquals(
                new Spread(4, 4, 4),
                Spread.ofRatios(List.of(400.0, 40.0, 400.0), List.of(100.0, 10.0, 100.0)));
    }

    @Test
    void repetitionsWithoutAPartnerAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0)));
    }

    @Test
    void nothingHasNoSpread() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
