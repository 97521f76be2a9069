package dev.isochron.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WiresTest {
    private static final Quality.Delay UNEVEN = new Quality.Delay(1000, 5000, 0, 0);

    private final Scheduler scheduler = new Scheduler();
    private final List<String> arrived = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Wires<Integer> wires = new Wires<>(3, scheduler, new Generator(1), this::arrive);

    @Test
    void aGoodWireDeliversEverythingInOrder() {
        send(1, 2, 100);

        assertEquals(numbers(1, 2, 100), arrived);
        assertTrue(times.getFirst() >= TimeUnit.MICROSECONDS.toNanos(50), "too quick: " + times);
    }

    @Test
    void aLossyWireLosesAboutItsShare() {
        wires.quality(1, 2, new Quality(UNEVEN, 200, 0, true));
        send(1, 2, 1000);

        assertTrue(arrived.size() > 730 && arrived.size() < 870, arrived.size() + " of 1000");
        assertEquals(1000, arrived.size() + wires.lost());
    }

    @Test
    void aDoublingWireDeliversSomeTwice() {
        wires.quality(1, 2, new Quality(UNEVEN, 0, 100, false));
        send(1, 2, 1000);

        assertTrue(arrived.size() > 1060 && arrived.size() < 1140, arrived.size() + " of 1000");
        assertEquals(1000, arrived.stream().distinct().count());
    }

    @Test
    void anUnorderedWireReordersAndAnOrderedOneDoesNot() {
        wires.quality(1, 2, new Quality(UNEVEN, 0, 0, false));
        wires.quality(1, 3, new Quality(UNEVEN, 0, 0, true));
        send(1, 2, 100);
        List<String> unordered = List.copyOf(arrived);
        arrived.clear();
        send(1, 3, 100);

        assertNotEquals(numbers(1, 2, 100), unordered);
        assertEquals(100, unordered.size());
        assertEquals(numbers(1, 3, 100), arrived);
    }

    @Test
    void aStuckFrameIsMinutesLate() {
        long minutes = TimeUnit.MINUTES.toNanos(3);
        wires.quality(1, 2, new Quality(new Quality.Delay(1, 1, 1000, minutes), 0, 0, false));
        send(1, 2, 50);

        assertEquals(50, arrived.size());
        assertTrue(times.getLast() > minutes / 2, "the latest after " + times.getLast());
        assertTrue(times.getLast() <= minutes + 1000, "the latest after " + times.getLast());
    }

    @Test
    void aCutIsOneWayAndTakesWhatIsUnderWay() {
        wires.send(1, 2, 1);
        wires.cut(1, 2);
        wires.send(1, 2, 2);
        wires.send(2, 1, 3);
        wires.send(1, 3, 4);
        runAll();

        assertEquals(List.of("1→3 4", "2→1 3"), arrived.stream().sorted().toList());
        assertEquals(2, wires.lost());

        wires.mend(1, 2);
        arrived.clear();
        send(1, 2, 1);
        assertEquals(List.of("1→2 0"), arrived);
    }

    @Test
    void aCloggedWireKeepsEverythingUntilItIsFree() {
        wires.send(1, 2, 1);
        wires.clog(1, 2);
        wires.send(1, 2, 2);
        runAll();
        assertEquals(List.of(), arrived);

        wires.unclog(1, 2);
        runAll();
        assertEquals(List.of("1→2 1", "1→2 2"), arrived.stream().sorted().toList());
    }

    @Test
    void aSlowNodeIsSlowBothWaysAndOthersAreNot() {
        wires.slow(2, 1000);
        wires.send(1, 3, 1);
        wires.send(1, 2, 2);
        wires.send(2, 1, 3);
        runAll();

        assertEquals("1→3 1", arrived.getFirst());
        assertTrue(times.get(1) >= TimeUnit.MILLISECONDS.toNanos(50), "too quick: " + times);
    }

    @Test
    void healingFreesEverything() {
        wires.cut(1, 2);
        wires.clog(1, 3);
        wires.slow(2, 100);
        wires.quality(2, 3, new Quality(UNEVEN, 1000, 0, true));
        wires.send(1, 3, 1);
        wires.healAll();
        wires.send(1, 2, 2);
        wires.send(2, 3, 3);
        runAll();

        assertEquals(List.of("1→2 2", "1→3 1", "2→3 3"), arrived.stream().sorted().toList());
        assertTrue(times.getLast() < TimeUnit.MILLISECONDS.toNanos(2), "still slow: " + times);
    }

    private void arrive(int from, int to, Integer frame) {
        arrived.add(from + "→" + to + " " + frame);
        times.add(scheduler.nowNanos());
    }

    private void send(int from, int to, int frames) {
        for (int i = 0; i < frames; i++) {
            wires.send(from, to, i);
        }
        runAll();
    }

    private void runAll() {
        boolean more = true;
        while (more) {
            more = scheduler.step(scheduler.nowNanos() + TimeUnit.HOURS.toNanos(1));
        }
    }

    private static List<String> numbers(int from, int to, int frames) {
        return LongStream.range(0, frames).mapToObj(i -> from + "→" + to + " " + i).toList();
    }
}
