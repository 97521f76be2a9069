package dev.isochron.truetime.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClockSettingsTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void defaultsAreOneHost() {
        ClockSettings settings = ClockSettings.defaults();
        assertEquals(SourceName.SINGLE_HOST, settings.source());
        assertEquals(OptionalLong.empty(), settings.boundNanos());
        assertEquals(625 * MILLI, settings.leadEpsilonNanos());
        assertEquals(2 * SECOND, settings.timestampLimit().nanos());
        assertEquals(Optional.empty(), settings.directory());
        assertEquals(Optional.empty(), settings.objectionToLease(2_500 * MILLI));
    }

    @Test
    void everythingCanBeSet() {
        ClockSettings settings =
                ClockSettings.parse(
                        Map.of(
                                "clock.source", "kernel",
                                "clock.floor", "50us",
                                "clock.drift-ppm", "100",
                                "clock.daemon", "chronyd",
                                "clock.lead-epsilon", "200ms",
                                "clock.max-epsilon", "1s",
                                "clock.timestamp-limit", "400ms",
                                "clock.evidence", "3s",
                                "clock.dir", "/tmp/x",
                                "node.name", "not ours"));
        assertEquals(SourceName.KERNEL, settings.source());
        assertEquals(50_000, settings.kernel().floorNanos());
        assertEquals(100_000, settings.kernel().driftPpb());
        assertEquals(SECOND, settings.kernel().maxEpsilonNanos());
        assertEquals(Optional.of("chronyd"), settings.kernel().daemon());
        assertEquals(200 * MILLI, settings.leadEpsilonNanos());
        assertEquals(400 * MILLI, settings.timestampLimit().nanos());
        assertEquals(3 * SECOND, settings.judge().freshNanos());
        assertEquals(Optional.of(Path.of("/tmp/x")), settings.directory());
    }

    @Test
    void fixedNeedsABoundAndOnlyFixedHasOne() {
        assertRefused("clock.bound", Map.of("clock.source", "fixed"));
        assertRefused("drop it", Map.of("clock.source", "kernel", "clock.bound", "1ms"));
        ClockSettings fixed =
                ClockSettings.parse(Map.of("clock.source", "fixed", "clock.bound", "10ms"));
        assertEquals(OptionalLong.of(10 * MILLI), fixed.boundNanos());
    }

    @Test
    void relationsAreChecked() {
        assertRefused("could ever lead", Map.of("clock.source", "fixed", "clock.bound", "800ms"));
        assertRefused("clock.floor", Map.of("clock.floor", "625ms"));
        assertRefused("clock.max-epsilon", Map.of("clock.max-epsilon", "600ms"));
        assertRefused("clock.max-epsilon", Map.of("clock.max-epsilon", "17s"));
        assertRefused("less than twice", Map.of("clock.timestamp-limit", "1s"));
        assertRefused("clock.floor", Map.of("clock.floor", "19us"));
    }

    @Test
    void leaseMustBeFourTimesTheLeadersEpsilon() {
        String objection =
                ClockSettings.defaults().objectionToLease(2_500 * MILLI - 4).orElseThrow();
        assertTrue(objection.contains("quarter of the lease"), objection);
    }

    @Test
    void wrongValuesSayWhatWouldBeRight() {
        assertRefused("single-host, kernel, fixed", Map.of("clock.source", "gps"));
        assertRefused("simulator", Map.of("clock.source", "simulated"));
        assertRefused("auto, chronyd or ntpd", daemon("timesyncd"));
        assertRefused("1 to 1000", Map.of("clock.drift-ppm", "0"));
        assertRefused("1 to 1000", Map.of("clock.drift-ppm", "2e3"));
        assertRefused("10ms", Map.of("clock.evidence", "soon"));
        assertRefused("between 100 ms", Map.of("clock.evidence", "1ms"));
        assertRefused("these exist: clock.source", Map.of("clock.sourec", "kernel"));
        assertRefused("clock.dir", Map.of("clock.dir", "a\0b"));
        assertRefused("means nothing", Map.of("clock.daemon", "chronyd"));
    }

    private static Map<String, String> daemon(String name) {
        return Map.of("clock.source", "kernel", "clock.daemon", name);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        Map<String, String> wrong =
                Map.of("clock.source", "gps", "clock.floor", "x", "clock.drift-ppm", "y");
        assertRefused("gps", wrong);
        assertRefused("clock.floor", wrong);
        assertRefused("clock.drift-ppm", wrong);
    }

    @Test
    void everyKeyHasAMeaningAndAFallbackThatParses() {
        for (ClockKey key : ClockKey.values()) {
            assertTrue(key.text().startsWith("clock.") && !key.meaning().isEmpty());
            if (!key.fallback().isEmpty()) {
                ClockSettings.parse(Map.of(key.text(), key.fallback()));
            }
        }
    }

    private static void assertRefused(String hint, Map<String, String> configuration) {
        var thrown =
                assertThrows(
                        InvalidClockSettingsException.class,
                        () -> ClockSettings.parse(configuration));
        assertTrue(String.valueOf(thrown.getMessage()).contains(hint), thrown.toString());
    }
}
