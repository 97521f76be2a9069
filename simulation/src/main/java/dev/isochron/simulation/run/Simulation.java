package dev.isochron.simulation.run;

import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.cluster.Design;
import dev.isochron.simulation.fault.Nemesis;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.workload.Crowd;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One task from its first event to its verdict.
public final class Simulation {
    private static final long SHORTEST_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LONGEST_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long SHORTEST_BRIEF_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long LONGEST_BRIEF_NANOS = TimeUnit.SECONDS.toNanos(20);

    /// So that something happens in a few seconds as well.
    private static final int BRIEF_HURRY = 3;

    private final Task task;
    private final Cluster cluster;
    private final Crowd crowd;
    private final Nemesis nemesis;
    private final long troubleNanos;

    private Simulation(Task task, @Nullable Consumer<String> trace) {
        this.task = task;
        Generator seed = new Generator(task.seed());
        Design design = Design.draw(seed.fork("design"), task.without());
        this.cluster = new Cluster(design, seed.fork("cluster"), trace);
        this.crowd = new Crowd(cluster, seed.fork("crowd"));
        this.nemesis =
                new Nemesis(
                        cluster,
                        task.profile(),
                        task.brief() ? BRIEF_HURRY : 1,
                        seed.fork("nemesis"));
        Generator length = seed.fork("length");
        this.troubleNanos =
                task.brief()
                        ? length.spread(SHORTEST_BRIEF_NANOS, LONGEST_BRIEF_NANOS)
                        : length.spread(SHORTEST_TROUBLE_NANOS, LONGEST_TROUBLE_NANOS);
    }

    /// Runs `task`; the same task always gives the same verdict.
    ///
    /// @param trace gets the readable history; null makes none, which is much quicker
    public static Verdict run(Task task, @Nullable Consumer<String> trace) {
        return switch (task.world()) {
            case LOG -> new Simulation(task, trace).run();
            case STORE, CONTROL, RETENTION, DAMAGE, SQL -> StoreSimulation.run(task, trace);
        };
    }

    private Verdict run() {
        Optional<Violation> violation = Optional.empty();
        try {
            cluster.machines().forEach(Machine::start);
            cluster.runFor(troubleNanos);
            nemesis.healAll();
            new Recovery(cluster, crowd).require();
        } catch (Violation e) {
            cluster.history().say(() -> "VIOLATION " + e.getMessage());
            violation = Optional.of(e);
        } catch (RuntimeException e) {
            cluster.history().say(() -> "BUG " + e);
            Violation bug = new Violation("bug", "the world itself failed: " + e);
            bug.initCause(e);
            violation = Optional.of(bug);
        }
        return new Verdict(
                task,
                cluster.history().digest(),
                cluster.scheduler().happened(),
                cluster.scheduler().nowNanos(),
                violation);
    }
}
