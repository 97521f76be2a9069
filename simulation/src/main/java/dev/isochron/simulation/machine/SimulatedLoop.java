package dev.isochron.simulation.machine;

import dev.isochron.node.port.Loop;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Event;
import dev.isochron.simulation.world.Life;
import dev.isochron.simulation.world.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The one thread of one process. A task is an event of its own and takes some time, so that a
/// crash, or anything else, can come between any two of them.
final class SimulatedLoop implements Loop {
    private static final int MILLION = 1_000_000;

    private final Scheduler scheduler;
    private final Life life;
    private final Generator chance;
    private final Pace pace;
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final Runnable afterTask;
    private boolean running;
    private boolean occupied;

    /// Virtual time at which this process's uptime was zero; suspension moves it on.
    private long bootNanos;

    /// @param afterTask runs after each task, as part of the same event
    SimulatedLoop(Scheduler scheduler, Life life, Generator chance, Pace pace, Runnable afterTask) {
        this.scheduler = scheduler;
        this.life = life;
        this.chance = chance;
        this.pace = pace;
        this.afterTask = afterTask;
        this.bootNanos = scheduler.nowNanos();
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
        if (!running) {
            running = true;
            scheduler.after(life, 0, this::turn);
        }
    }

    private void turn() {
        ready.remove().run();
        afterTask.run();
        if (occupied) {
            return;
        }
        if (ready.isEmpty()) {
            running = false;
        } else {
            scheduler.after(life, cost(), this::turn);
        }
    }

    @Override
    public boolean isIdle() {
        return ready.isEmpty();
    }

    /// The task that runs goes on for a while: no other runs before its [#rest].
    void occupy() {
        occupied = true;
    }

    /// The last part of the task that occupied this loop, in an event of its own.
    void rest(Runnable last) {
        occupied = false;
        ready.addFirst(last);
        turn();
    }

    private long cost() {
        long task = pace.taskNanos();
        boolean pause =
                pace.pausePermillion() > 0 && chance.below(MILLION) < pace.pausePermillion();
        return pause ? task + chance.below(pace.pauseNanos()) : task;
    }

    @Override
    public Cancel at(long uptimeNanos, Runnable task) {
        Timer timer = new Timer(uptimeNanos, task);
        timer.arm();
        return timer;
    }

    @Override
    public long uptimeNanos() {
        return scheduler.nowNanos() - bootNanos;
    }

    /// The machine was suspended for so long: uptime does not count that.
    void skip(long nanos) {
        bootNanos += nanos;
    }

    private final class Timer implements Cancel {
        private final long dueNanos;
        private final Runnable task;
        private @Nullable Event event;
        private boolean cancelled;

        Timer(long dueNanos, Runnable task) {
            this.dueNanos = dueNanos;
            this.task = task;
        }

        void arm() {
            event = scheduler.after(life, dueNanos - uptimeNanos(), this::due);
        }

        private void due() {
            if (uptimeNanos() < dueNanos) {
                arm();
            } else {
                execute(this::runUnlessCancelled);
            }
        }

        private void runUnlessCancelled() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (event != null) {
                event.cancel();
            }
        }
    }
}
