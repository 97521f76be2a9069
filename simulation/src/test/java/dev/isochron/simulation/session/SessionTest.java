package dev.isochron.simulation.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final long FOR_EVER = TimeUnit.HOURS.toNanos(1);

    private final Scheduler scheduler = new Scheduler();

    private Sessions sessions() {
        return new Sessions(scheduler, new Generator(1), TimeUnit.MILLISECONDS.toNanos(500));
    }

    private void runAll() {
        boolean more = true;
        while (more) {
            more = scheduler.step(FOR_EVER);
        }
    }

    @Test
    void sessionsTakeTurnsInVirtualTime() {
        List<String> happened = new ArrayList<>();
        try (Sessions sessions = sessions()) {
            for (String name : List.of("a", "b")) {
                sessions.start(
                        name,
                        () -> {
                            for (int i = 0; i < 2; i++) {
                                happened.add(name + i);
                                sessions.current().sleep(TimeUnit.SECONDS.toNanos(1));
                            }
                        });
            }
            runAll();

            assertTrue(sessions.areDone());
        }
        assertEquals(List.of("a0", "b0"), happened.subList(0, 2).stream().sorted().toList());
        assertEquals(List.of("a1", "b1"), happened.subList(2, 4).stream().sorted().toList());
    }

    /// Attack 39: the first waits in a port inside a monitor, the second has the baton and wants
    /// that monitor. Nobody could ever go on; the watchdog says where it stands.
    @Test
    void whoKeepsTheBatonIsNamed() {
        Object monitor = new Object();
        try (Sessions sessions = sessions()) {
            Session first =
                    sessions.start(
                            "first",
                            () -> {
                                synchronized (monitor) {
                                    sessions.current().park();
                                }
                            });
            while (scheduler.happened() == 0) {
                scheduler.step(FOR_EVER);
            }
            sessions.start("second", () -> wantMonitor(monitor));
            IllegalStateException stuck = assertThrows(IllegalStateException.class, this::runAll);

            String said = String.valueOf(stuck.getMessage());
            assertTrue(said.startsWith("session second keeps the baton"), said);
            assertTrue(said.contains("wantMonitor"), said);
            first.wake();
            first.abandon();
        }
    }

    private static void wantMonitor(Object monitor) {
        synchronized (monitor) {
            throw new AssertionError("nobody could have left the monitor");
        }
    }

    @Test
    void whatASessionThrowsIsTheWorldsMistake() {
        try (Sessions sessions = sessions()) {
            sessions.start(
                    "clumsy",
                    () -> {
                        throw new IllegalArgumentException("oops");
                    });
            IllegalStateException failed = assertThrows(IllegalStateException.class, this::runAll);

            assertTrue(String.valueOf(failed.getMessage()).contains("session clumsy failed"));
        }
    }

    @Test
    void theWorldItselfNeverWaits() {
        try (Sessions sessions = sessions()) {
            assertThrows(IllegalStateException.class, sessions::current);
        }
    }
}
