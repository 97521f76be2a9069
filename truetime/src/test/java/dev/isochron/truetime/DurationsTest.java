package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0ns, 0",
        "250us, 250000",
        "250µs, 250000",
        "10 ms, 10000000",
        "1.5s, 1500000000",
        "0.000000001s, 1",
        "2min, 120000000000",
        "0.5h, 1800000000000",
        "1.000000001d, 86400000086400",
        "' 3S ', 3000000000"
    })
    void parses(String text, long nanos) {
        assertEquals(nanos, Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "ms",
                "-1s",
                "1e3s",
                "1.s",
                ".5s",
                "1 parsec",
                "1s2",
                "NaNs",
                "300000d",
                "999999999999999999h",
                "9999999999999999999s"
            })
    void refusesWhatIsNoLengthOfTime(String text) {
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    }

    @Test
    void refusalShowsHowToWriteOne() {
        var thrown =
                assertThrows(IllegalArgumentException.class, () -> Durations.parse("10 parsecs"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("'10 parsecs'"), thrown.toString());
        assertTrue(String.valueOf(thrown.getMessage()).contains("10ms"), thrown.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1.00 µs",
        "1234567, 1.23 ms",
        "-12345678, -12.3 ms",
        "123456789, 123 ms",
        "5000000000, 5.00 s",
        "90000000000, 1.50 min",
        "9223372036854775807, 106752 d"
    })
    void showsThreeFigures(long nanos, String text) {
        assertEquals(text, Durations.text(nanos));
    }
}
