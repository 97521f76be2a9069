package dev.isochron.simulation.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Life;
import dev.isochron.simulation.world.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A loop that does a small flush itself, as nodes do in earnest.
class BriefJobTest {

    /// In virtual time: longer than a write, a sync and whatever is told of them.
    private static final long ENOUGH_NANOS = 100_000_000;

    private final Scheduler scheduler = new Scheduler();
    private final Life life = new Life("n1");
    private final List<String> seen = new ArrayList<>();
    private final SimulatedLoop loop =
            new SimulatedLoop(scheduler, life, new Generator(1), new Pace(), () -> {});

    @Test
    void anIdleLoopRunsNothingElseBetweenAWriteAndItsCallback() {
        submit(true, new Job(true, () -> loop.execute(() -> seen.add("other task"))));
        finish();

        assertEquals(List.of("write", "sync", "done", "other task"), seen);
    }

    @Test
    void aLoopThatHasOtherThingsToDoLeavesItToTheThread() {
        loop.execute(() -> {
            submit(true, new Job(true, () -> {}));
            loop.execute(() -> loop.execute(() -> loop.execute(() -> seen.add("other task"))));
        });
        finish();

        assertEquals(List.of("other task", "write", "sync", "done"), seen);
    }

    @Test
    void aMachineWithoutThatHabitUsesTheThreadAlways() {
        submit(false, new Job(true, () -> loop.execute(() -> seen.add("other task"))));
        finish();

        assertEquals(List.of("write", "other task", "sync", "done"), seen);
    }

    @Test
    void powerMayGoBetweenTheWriteAndTheSync() {
        submit(true, new Job(true, life::end));
        finish();

        assertEquals(List.of("write"), seen);
    }

    private void submit(boolean briefHere, DiskWorker.Job job) {
        var owner = new SimulatedWorker.Owner(scheduler, life, loop, briefHere);
        var truth = new SimulatedWorker.Truth(() -> 0, () -> {}, _ -> {});
        SimulatedWorker worker = new SimulatedWorker(owner, new Generator(2), new Pace(), truth);
        worker.submit(job, _ -> seen.add("done"));
    }

    private void finish() {
        boolean more = true;
        while (more) {
            more = scheduler.step(ENOUGH_NANOS);
        }
    }

    private final class Job implements DiskWorker.Job {
        private final boolean brief;
        private final Runnable atWrite;

        Job(boolean brief, Runnable atWrite) {
            this.brief = brief;
            this.atWrite = atWrite;
        }

        @Override
        public boolean isBrief() {
            return brief;
        }

        @Override
        public void write() {
            seen.add("write");
            atWrite.run();
        }

        @Override
        public void sync() {
            seen.add("sync");
        }
    }
}
