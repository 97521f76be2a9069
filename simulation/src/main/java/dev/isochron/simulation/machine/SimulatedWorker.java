package dev.isochron.simulation.machine;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.paxos.log.DiskException;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Life;
import dev.isochron.simulation.world.Scheduler;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFull;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// The disk thread of one process: one job after the other, each two events. A brief one may be
/// done by the loop itself, which does nothing else meanwhile.
final class SimulatedWorker implements DiskWorker {

    /// Who is told what really happened, whatever the process believes.
    ///
    /// @param mark what to remember when a job is submitted
    /// @param written told when a job is written and not yet synced
    /// @param synced told that mark once the job is really synced, before the process is told
    record Truth(LongSupplier mark, Runnable written, LongConsumer synced) {}

    private record Work(Job job, Consumer<Optional<RuntimeException>> done, long mark) {}

    private final Scheduler scheduler;
    private final Life life;
    private final SimulatedLoop loop;
    private final boolean briefHere;
    private final Generator chance;
    private final Pace pace;
    private final Truth truth;
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private boolean busy;

    SimulatedWorker(Owner owner, Generator chance, Pace pace, Truth truth) {
        this.scheduler = owner.scheduler();
        this.life = owner.life();
        this.loop = owner.loop();
        this.briefHere = owner.briefHere();
        this.chance = chance;
        this.pace = pace;
        this.truth = truth;
    }

    /// What runs the jobs' callbacks, and ends with them.
    ///
    /// @param briefHere whether the loop does brief jobs itself where it can
    record Owner(Scheduler scheduler, Life life, SimulatedLoop loop, boolean briefHere) {}

    @Override
    public void submit(Job job, Consumer<Optional<RuntimeException>> done) {
        waiting.add(new Work(job, done, truth.mark().getAsLong()));
        if (busy) {
            return;
        }
        if (briefHere && job.isBrief()) {
            loop.execute(() -> loop.execute(this::startBrief));
        } else {
            next(loop::execute);
        }
    }

    /// What the same turn sends has left by now, as in production.
    private void startBrief() {
        if (busy) {
            return;
        }
        if (loop.isIdle()) {
            loop.occupy();
            next(loop::rest);
        } else {
            next(loop::execute);
        }
    }

    private void next(Consumer<Runnable> teller) {
        busy = !waiting.isEmpty();
        if (busy) {
            Work work = waiting.remove();
            scheduler.after(life, taking(pace.writeNanos()), () -> write(work, teller));
        }
    }

    private long taking(long nanos) {
        return nanos / 2 + chance.exponential(nanos / 2);
    }

    private void write(Work work, Consumer<Runnable> teller) {
        try {
            work.job().write();
        } catch (DiskException | StoreFull | StoreFailed failure) {
            finish(work, teller, Optional.of(failure));
            return;
        }
        scheduler.after(life, taking(pace.syncNanos()), () -> sync(work, teller));
        truth.written().run();
    }

    private void sync(Work work, Consumer<Runnable> teller) {
        try {
            work.job().sync();
        } catch (DiskException | StoreFull | StoreFailed failure) {
            finish(work, teller, Optional.of(failure));
            return;
        }
        truth.synced().accept(work.mark());
        finish(work, teller, Optional.empty());
    }

    /// What was submitted meanwhile is the thread's.
    private void finish(Work work, Consumer<Runnable> teller, Optional<RuntimeException> outcome) {
        next(loop::execute);
        teller.accept(() -> work.done().accept(outcome));
    }
}
