package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// ATTACKS 37 and FAULTS C8: a token or clock hours ahead must not drag anything along.
class TimestampLimitTest {

    private static final TimestampLimit LIMIT = new TimestampLimit(100);
    private static final Interval NOW = Interval.of(1_000, 1_010);

    @Test
    void limitCountsFromOurLatest() {
        assertTrue(LIMIT.admits(new Timestamp(1_110), NOW));
        assertFalse(LIMIT.admits(new Timestamp(1_111), NOW));
        assertTrue(LIMIT.admits(Timestamp.MIN, NOW));
    }

    @Test
    void absurdTimestampIsRefusedWithoutOverflow() {
        assertFalse(LIMIT.admits(Timestamp.MAX, NOW));
        Interval lateNow = new Interval(new Timestamp(5), Timestamp.MAX.plusNanos(-1));
        assertTrue(new TimestampLimit(Long.MAX_VALUE).admits(Timestamp.MAX, lateNow));
    }

    @Test
    void objectionSaysWhatAndByHowMuch() {
        String objection =
                new TimestampLimit(2_000_000_000L)
                        .objection("read timestamp", new Timestamp(7_200_000_001_010L), NOW)
                        .orElseThrow();
        assertTrue(objection.contains("read timestamp"), objection);
        assertTrue(objection.contains("2.00 h ahead"), objection);
        assertTrue(objection.contains("at most 2.00 s"), objection);
        assertEquals(
                false, LIMIT.objection("read timestamp", new Timestamp(1_000), NOW).isPresent());
    }

    /// Two honest clocks with widths up to the limit never refuse each other's `latest`.
    @Test
    void honestPeersLatestIsAlwaysAdmitted() {
        for (long truth = 1_000; truth < 1_200; truth++) {
            Interval peerWidest = Interval.of(truth, truth + 100);
            Interval usNarrowest = Interval.of(truth, truth);
            assertTrue(LIMIT.admits(peerWidest.latest(), usNarrowest));
        }
    }
}
