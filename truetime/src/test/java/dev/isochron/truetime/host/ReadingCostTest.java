package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reading, taken apart where it is taken, costs no object. How long it takes is a matter for
/// measurements, not for tests.
class ReadingCostTest {

    @TempDir Path directory;

    @Test
    void readingOfOneHostAllocatesNothing() throws IOException {
        assertEquals("0", JavaProcess.run(ReadingProcess.class, "clock.dir=" + directory));
    }

    @Test
    void guardedReadingAllocatesNothing() throws IOException {
        assertEquals(
                "0",
                JavaProcess.run(ReadingProcess.class, "clock.source=fixed", "clock.bound=1ms"));
    }
}
