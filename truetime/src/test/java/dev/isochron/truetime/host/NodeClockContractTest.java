package dev.isochron.truetime.host;

import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.TrueTimeContract;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The contract on this machine's real clocks.
class NodeClockContractTest {

    abstract static class OnThisHost extends TrueTimeContract {

        @TempDir Path directory;
        private NodeClock clock;

        abstract Map<String, String> settings();

        @BeforeEach
        void open() throws IOException {
            clock = NodeClock.open(ClockSettings.parse(settings()), Timestamp.MIN);
        }

        @AfterEach
        void close() throws IOException {
            clock.close();
        }

        @Override
        protected TrueTime clock() {
            return clock.time();
        }

        @Override
        protected void pass(long nanos) throws InterruptedException {
            new SpinThenPark().sleep(nanos);
        }
    }

    @Nested
    class SingleHost extends OnThisHost {
        @Override
        Map<String, String> settings() {
            return Map.of("clock.source", "single-host", "clock.dir", directory.toString());
        }
    }

    @Nested
    class Fixed extends OnThisHost {
        @Override
        Map<String, String> settings() {
            return Map.of("clock.source", "fixed", "clock.bound", "2ms");
        }
    }
}
