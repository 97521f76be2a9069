package dev.isochron.truetime.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClockJudgeTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long HALF = MILLI;

    private final ClockJudge<String> judge = new ClockJudge<>(new JudgeLimits(5 * SECOND, 200_000));
    private long truth = 10_000 * SECOND;

    @Test
    void oneAgainstOneProvesNothing() {
        peers("b");
        hear("b", 60 * SECOND, 0);
        assertInstanceOf(Finding.FromTheFuture.class, judge.lastFinding("b"));
        assertTrusted();
    }

    @Test
    void twoOfThreeContradictUs() {
        peers("b", "c");
        hear("b", 2 * SECOND, 0);
        assertTrusted();
        hear("c", 3 * SECOND, 0);
        var contradicted = contradicted();
        assertEquals(List.of("b", "c"), contradicted.accusers());
        assertEquals(-3 * SECOND + 2 * HALF, contradicted.aheadNanos());
        assertEquals(2, judge.impossibleStamps());
    }

    @Test
    void complaintsOfTheMajorityContradictUs() {
        peers("b", "c");
        hear("b", 0, 40 * MILLI);
        assertTrusted();
        hear("c", 0, 50 * MILLI);
        assertEquals(50 * MILLI, contradicted().aheadNanos());
    }

    @Test
    void minorityOfFiveDoesNotContradictUs() {
        peers("b", "c", "d", "e");
        hear("b", 2 * SECOND, 0);
        hear("c", -2 * SECOND, 2 * SECOND);
        assertTrusted();
        hear("d", 0, SECOND);
        assertEquals(List.of("b", "c", "d"), contradicted().accusers());
    }

    @Test
    void clockThatIsPlausibleAgainIsTrustedAgain() {
        peers("b", "c");
        hear("b", 2 * SECOND, 0);
        hear("c", 2 * SECOND, 0);
        contradicted();
        hear("b", 0, 0);
        assertTrusted();
    }

    @Test
    void silenceClearsNobody() {
        peers("b", "c");
        hear("b", 2 * SECOND, 0);
        hear("c", 2 * SECOND, 0);
        truth += 3_600 * SECOND;
        contradicted();
        Interval own = own();
        judge.heard("b", ClockStamp.first(own), new Reading.Usable(own), truth);
        contradicted();
    }

    @Test
    void accusationsThatAreLongPastDoNotAddUp() {
        peers("b", "c");
        hear("b", 2 * SECOND, 0);
        truth += 6 * SECOND;
        hear("c", 2 * SECOND, 0);
        assertTrusted();
    }

    /// A message that was on its way for an hour tells of our clock as it was then.
    @Test
    void complaintAboutAnOldReadingIsIgnored() {
        peers("b", "c");
        for (String peer : List.of("b", "c")) {
            ClockStamp late =
                    new ClockStamp(
                            around(truth - 3_600 * SECOND),
                            new Timestamp(truth - 3_600 * SECOND),
                            30 * SECOND);
            judge.heard(peer, late, new Reading.Usable(own()), truth);
        }
        assertTrusted();
    }

    @Test
    void stampAnswersWhatWasHeard() {
        peers("b", "c");
        assertEquals(ClockStamp.first(own()), judge.stampFor("b", own()));
        hear("b", 2 * SECOND, 0);
        ClockStamp answer = judge.stampFor("b", own());
        assertEquals(new Timestamp(truth + 2 * SECOND - HALF), answer.echo());
        assertEquals(2 * SECOND - 2 * HALF, answer.complaintNanos());
        hear("b", 0, 0);
        assertEquals(0, judge.stampFor("b", own()).complaintNanos());
        assertEquals(ClockStamp.first(own()), judge.stampFor("stranger", own()));
    }

    @Test
    void nodeWithAnUnusableClockEchoesButJudgesNobody() {
        peers("b", "c");
        Reading unusable = new Reading.Unusable("It is broken.", "Mend it.");
        for (String peer : List.of("b", "c")) {
            judge.heard(peer, ClockStamp.first(around(truth + 9 * SECOND)), unusable, truth);
        }
        assertTrusted();
        assertEquals(new Timestamp(truth + 9 * SECOND - HALF), judge.stampFor("b", own()).echo());
    }

    @Test
    void strangerProvesNothing() {
        peers("b", "c");
        hear("x", 60 * SECOND, 0);
        hear("y", 60 * SECOND, 0);
        assertTrusted();
    }

    @Test
    void accusationLeavesWithItsAccuser() {
        peers("b", "c");
        hear("b", 2 * SECOND, 0);
        peers("c", "d");
        hear("c", 2 * SECOND, 0);
        assertTrusted();
        hear("d", 2 * SECOND, 0);
        contradicted();
    }

    @Test
    void outlierIsNamedAndTheOthersAgree() {
        peers("b", "c", "d", "e");
        hear("b", 0, 0);
        hear("c", MILLI, 0);
        hear("d", -30 * SECOND, 0);
        Agreement agreement = judge.agreement(own(), truth).orElseThrow();
        assertEquals(3, agreement.clocks());
        assertTrue(agreement.interval().overlaps(Interval.of(truth, truth)));
        assertEquals(new TreeSet<>(List.of("d")), judge.outliers(own(), truth));
        truth += 4 * SECOND;
        assertEquals(3, judge.agreement(own(), truth).orElseThrow().clocks());
        truth += 2 * SECOND;
        assertEquals(1, judge.agreement(own(), truth).orElseThrow().clocks());
        assertEquals(new TreeSet<>(), judge.outliers(own(), truth));
    }

    @Test
    void fitnessFollowsReadingWidthAndStanding() {
        Reading good = new Reading.Usable(own());
        assertEquals(new Fitness.Fit(), Fitness.of(good, judge.standing(), HALF));
        var wide =
                assertInstanceOf(Fitness.Unfit.class, Fitness.of(good, judge.standing(), HALF - 1));
        assertTrue(wide.reason().contains("1.00 ms"), wide.reason());
        Reading unusable = new Reading.Unusable("It is broken.", "Mend it.");
        assertEquals(
                new Fitness.Unfit("It is broken.", "Mend it."),
                Fitness.of(unusable, judge.standing(), HALF));
        peers("b", "c");
        hear("b", 2 * SECOND, 0);
        hear("c", 2 * SECOND, 0);
        var contradicted =
                assertInstanceOf(Fitness.Unfit.class, Fitness.of(good, judge.standing(), HALF));
        assertTrue(contradicted.reason().contains("behind"), contradicted.reason());
        assertTrue(contradicted.reason().contains("[b, c]"), contradicted.reason());
    }

    private void peers(String... names) {
        judge.setPeers(new TreeSet<>(List.of(names)));
    }

    /// A stamp of a peer whose clock is off by `error`, in answer to our reading of just now.
    private void hear(String from, long error, long complaint) {
        ClockStamp stamp = new ClockStamp(around(truth + error), own().earliest(), complaint);
        judge.heard(from, stamp, new Reading.Usable(own()), truth);
    }

    private Interval own() {
        return around(truth);
    }

    private static Interval around(long middle) {
        return Interval.of(middle - HALF, middle + HALF);
    }

    private void assertTrusted() {
        assertEquals(new Standing.Trusted<String>(), judge.standing());
    }

    private Standing.Contradicted<String> contradicted() {
        return switch (judge.standing()) {
            case Standing.Contradicted<String> contradicted -> contradicted;
            case Standing.Trusted<String> trusted -> throw new AssertionError(trusted);
        };
    }
}
