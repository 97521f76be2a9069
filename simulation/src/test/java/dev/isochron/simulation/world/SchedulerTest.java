package dev.isochron.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final Scheduler scheduler = new Scheduler();
    private final List<String> happened = new ArrayList<>();

    @Test
    void eventsHappenByTimeAndThenByOrderOfScheduling() {
        scheduler.after(20, () -> note("c"));
        scheduler.after(10, () -> note("a"));
        scheduler.after(10, () -> note("b"));
        runUntil(100);

        assertEquals(List.of("10 a", "10 b", "20 c"), happened);
        assertEquals(100, scheduler.nowNanos());
    }

    @Test
    void aCancelledEventNeverHappens() {
        Event event = scheduler.after(10, () -> note("cancelled"));
        scheduler.after(5, event::cancel);
        runUntil(100);

        assertEquals(List.of(), happened);
    }

    @Test
    void whatAnEndedLifeScheduledNeverHappens() {
        Life life = new Life("n1");
        scheduler.after(life, 10, () -> note("mine"));
        scheduler.after(5, life::end);
        scheduler.after(10, () -> note("other"));
        runUntil(100);

        assertEquals(List.of("10 other"), happened);
    }

    @Test
    void aFrozenLifeDoesEverythingInItsOrderWhenItGoesOn() {
        Life life = new Life("n1");
        scheduler.after(life, 10, () -> note("first"));
        Event second = scheduler.after(life, 20, () -> note("second"));
        scheduler.after(life, 30, () -> note("third"));
        scheduler.freeze(life);
        scheduler.after(50, () -> scheduler.thaw(life));
        scheduler.after(50, second::cancel);
        runUntil(100);

        assertEquals(List.of("50 first", "50 third"), happened);
    }

    @Test
    void aLifeThatEndsWhileFrozenDoesNothingMore() {
        Life life = new Life("n1");
        scheduler.after(life, 10, () -> note("never"));
        scheduler.freeze(life);
        scheduler.after(20, life::end);
        scheduler.after(30, () -> scheduler.thaw(life));
        runUntil(100);

        assertEquals(List.of(), happened);
    }

    @Test
    void stepStopsAtTheLimit() {
        scheduler.after(10, () -> note("in"));
        scheduler.after(11, () -> note("out"));

        assertTrue(scheduler.step(10));
        assertFalse(scheduler.step(10));
        assertEquals(List.of("10 in"), happened);
        assertEquals(1, scheduler.happened());
    }

    @Test
    void aWorldThatGoesRoundInCirclesIsStopped() {
        scheduler.after(10, this::goRound);

        assertThrows(IllegalStateException.class, () -> runUntil(100));
        assertEquals(10, scheduler.nowNanos());
    }

    private void goRound() {
        scheduler.after(0, this::goRound);
    }

    private void note(String what) {
        happened.add(scheduler.nowNanos() + " " + what);
    }

    private void runUntil(long limit) {
        boolean more = true;
        while (more) {
            more = scheduler.step(limit);
        }
    }
}
