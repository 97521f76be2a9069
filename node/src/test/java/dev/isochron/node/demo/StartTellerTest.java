package dev.isochron.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class StartTellerTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final PrintWriter out = new PrintWriter(new Lines());

    /// What was written up to each flush.
    private final class Lines extends Writer {
        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(char[] chars, int from, int length) {
            line.append(chars, from, length);
        }

        @Override
        public void flush() {
            told.add(line.toString().strip());
            line.setLength(0);
        }

        @Override
        public void close() {}
    }

    @Test
    void whoWaitsHearsWhatIsBeingDone() throws InterruptedException {
        try (StartTeller teller = new StartTeller(out, Duration.ofMillis(5), "starting")) {
            assertEquals("0 s: starting", told.take());
            teller.goesOn("electing");
            String next = told.take();
            while (next.endsWith("starting")) {
                next = told.take();
            }
            assertTrue(next.endsWith(" s: electing"), next);
        }
    }

    @Test
    void whoIsQuickIsNotDisturbed() {
        new StartTeller(out, Duration.ofHours(1), "starting").close();
        assertTrue(told.isEmpty());
    }
}
