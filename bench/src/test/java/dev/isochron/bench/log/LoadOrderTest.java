package dev.isochron.bench.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.bench.harness.Load;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOrderTest {

    @Test
    void anOrderReadsAsItWasWritten() {
        for (Load load :
                List.of(
                        new Load.Closed(16, Duration.ofMillis(1500)),
                        new Load.Open(20_000, Duration.ofSeconds(2)))) {
            LoadOrder order = new LoadOrder(load, 4096);
            assertEquals(order, LoadOrder.parse(List.of(order.words().split(" "))));
        }
    }

    @Test
    void anythingElseIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LoadOrder.parse(List.of("load", "sideways", "1", "1", "1")));
        assertThrows(IllegalArgumentException.class, () -> LoadOrder.parse(List.of("stop")));
    }
}
