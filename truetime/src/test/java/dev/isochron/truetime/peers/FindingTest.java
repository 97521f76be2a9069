package dev.isochron.truetime.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Interval OWN = Interval.of(1_000, 1_020);

    @Test
    void messageFromTheFutureIsImpossible() {
        assertEquals(new Finding.Plausible(), Finding.of(stamp(1_020, 1_040, 0), OWN));
        assertEquals(new Finding.FromTheFuture(1), Finding.of(stamp(1_021, 1_040, 0), OWN));
    }

    @Test
    void answerFromBeforeTheQuestionIsImpossible() {
        assertEquals(new Finding.Plausible(), Finding.of(stamp(900, 950, 950), OWN));
        assertEquals(new Finding.FromThePast(1), Finding.of(stamp(900, 950, 951), OWN));
    }

    @Test
    void oldMessageThatEchoesNothingProvesNothing() {
        assertEquals(new Finding.Plausible(), Finding.of(stamp(0, 10, 0), OWN));
    }

    @Test
    void echoOfWhatWeCannotHaveSaidIsIgnored() {
        assertEquals(new Finding.Plausible(), Finding.of(stamp(900, 950, 1_021), OWN));
    }

    @Test
    void complaintIsNotNegative() {
        Interval reading = Interval.of(1, 2);
        assertThrows(
                IllegalArgumentException.class, () -> new ClockStamp(reading, Timestamp.MIN, -1));
    }

    /// The derivation, tried: two honest clocks never find each other impossible, whatever their
    /// widths and errors, however long the messages take.
    @Test
    void honestClocksAreAlwaysPlausible() {
        Random random = new Random(42);
        for (int i = 0; i < 200_000; i++) {
            long asked = 10_000L + random.nextInt(1_000);
            long answered = asked + random.nextInt(1_000);
            long received = answered + random.nextInt(1_000);
            Interval ours = honest(random, asked);
            Interval theirs = honest(random, answered);
            ClockStamp stamp = new ClockStamp(theirs, ours.earliest(), 0);
            Finding finding = Finding.of(stamp, honest(random, received));
            assertInstanceOf(Finding.Plausible.class, finding);
        }
    }

    private static Interval honest(Random random, long truth) {
        return Interval.of(truth - random.nextInt(300), truth + random.nextInt(300));
    }

    private static ClockStamp stamp(long earliest, long latest, long echo) {
        return new ClockStamp(Interval.of(earliest, latest), new Timestamp(echo), 0);
    }
}
