package dev.isochron.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongFunction;

/// That none of many tasks breaks a promise.
final class Soundness {

    private Soundness() {}

    /// Fails with each violation and the command that replays it.
    static void require(LongFunction<Task> tasks, long from, long count)
            throws InterruptedException {
        StringBuilder broken = new StringBuilder();
        new Campaign(tasks, from, count, Runtime.getRuntime().availableProcessors())
                .run((verdict, _) ->
                        verdict.violation()
                                .ifPresent(v ->
                                        broken.append(v.getMessage())
                                                .append('\n')
                                                .append(verdict.task().command())
                                                .append('\n')));
        assertEquals("", broken.toString());
    }
}
