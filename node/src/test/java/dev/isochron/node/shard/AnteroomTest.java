package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.world.TestLoop;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whoever waits for a leader goes on once there is one, and does not wait for ever.
class AnteroomTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final TestLoop loop = new TestLoop();
    private final List<Long> wentOn = new ArrayList<>();
    private final Anteroom anteroom = new Anteroom(loop, this::look);
    private boolean led;

    private void look() {
        anteroom.open(led, (request, _) -> wentOn.add(((Request.Release) request).txn().number()));
    }

    private void ask(long number) {
        Request request =
                new Request.Release(
                        new Route(new ShardId(1), Generation.FIRST),
                        new TxnId(Timestamp.MIN, 1, number),
                        Optional.empty());
        anteroom.admit(request, _ -> {});
    }

    @Test
    void everybodyGoesOnInTheOrderTheyCameOnceSomebodyLeads() {
        ask(1);
        ask(2);
        loop.run(MILLI);
        assertEquals(List.of(), wentOn);
        led = true;
        look();
        assertEquals(List.of(1L, 2L), wentOn);
    }

    @Test
    void whoWaitedLongEnoughGoesOnAlthoughNobodyLeads() {
        ask(1);
        loop.run(150 * MILLI);
        ask(2);
        loop.run(60 * MILLI);
        assertEquals(List.of(1L), wentOn);
        loop.run(1_000 * MILLI);
        assertEquals(List.of(1L, 2L), wentOn);
    }

    @Test
    void aRoomThatWasEmptyWatchesItsClockAgain() {
        ask(1);
        led = true;
        look();
        led = false;
        loop.run(1_000 * MILLI);
        ask(2);
        loop.run(1_000 * MILLI);
        assertEquals(List.of(1L, 2L), wentOn);
    }

    @Test
    void thereIsRoomForSoManyAndNoMore() {
        for (long number = 1; anteroom.hasRoom(); number++) {
            ask(number);
            assertTrue(number <= 1_024);
        }
        led = true;
        look();
        assertEquals(1_024, wentOn.size());
        assertTrue(anteroom.hasRoom());
        assertFalse(wentOn.contains(1_025L));
    }
}
