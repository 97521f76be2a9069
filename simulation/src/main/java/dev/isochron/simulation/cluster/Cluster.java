package dev.isochron.simulation.cluster;

import dev.isochron.node.frame.Frame;
import dev.isochron.simulation.judge.Court;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Surroundings;
import dev.isochron.simulation.network.Wires;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.History;
import dev.isochron.simulation.world.Scheduler;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.source.SimulatedClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Machines `1 .. n` on their wires, and the clockwork that moves them one event at a time.
public final class Cluster {
    private static final long LIES_LINGER_LEASES = 6;

    private final Design design;
    private final Scheduler scheduler = new Scheduler();
    private final History history;
    private final Court court;
    private final Wires<Frame> wires;
    private final List<Machine> machines = new ArrayList<>();
    private int joined;
    private long liesUntilNanos = Long.MIN_VALUE;

    /// Where each machine has a clock of its own, all of them honest.
    ///
    /// @param trace gets the readable history; null makes none
    public Cluster(Design design, Generator chance, @Nullable Consumer<String> trace) {
        this(design, chance, dice -> character(design, dice), trace);
    }

    /// @param clocks what clock a machine has; it may draw
    public Cluster(
            Design design,
            Generator chance,
            Function<Generator, SimulatedClock> clocks,
            @Nullable Consumer<String> trace) {
        this.design = design;
        this.history = new History(scheduler::nowNanos, trace);
        this.court =
                Court.all(
                        design.places(),
                        () -> new Timestamp(Surroundings.EPOCH_NANOS + scheduler.nowNanos()),
                        this::clocksAreHonest);
        this.wires = new Wires<>(design.places(), scheduler, chance.fork("network"), this::deliver);
        Surroundings surroundings = new Surroundings(scheduler, history, court, wires);
        history.say(design::toString);
        this.joined = design.nodes();
        for (int number = 1; number <= design.places(); number++) {
            Generator dice = chance.fork("machine " + number);
            machines.add(
                    new Machine(
                            design.of(number),
                            surroundings,
                            clocks.apply(dice.fork("clock")),
                            design.without(),
                            dice));
        }
    }

    /// An honest clock, from perfect to one that just may lead.
    private static SimulatedClock character(Design design, Generator dice) {
        long room = design.paxos().leaseNanos() / 20;
        long widest = Math.min(room, TimeUnit.MILLISECONDS.toNanos(40));
        boolean isWide = design.without().has(Mutation.WIDE_CLOCKS);
        return new SimulatedClock(
                dice.next(),
                dice.spread(1_000, isWide ? room : widest),
                dice.below(200_000),
                dice.spread(TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.SECONDS.toNanos(60)));
    }

    private void deliver(int from, int to, Frame frame) {
        machines.get(to - 1).arrive(frame);
    }

    public Design design() {
        return design;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public History history() {
        return history;
    }

    public Court court() {
        return court;
    }

    public Wires<Frame> wires() {
        return wires;
    }

    /// Those that are part of the cluster, or were.
    public List<Machine> machines() {
        return List.copyOf(machines.subList(0, joined));
    }

    /// The next machine that could be let in.
    public Optional<Machine> outsider() {
        return joined < machines.size() ? Optional.of(machines.get(joined)) : Optional.empty();
    }

    /// The outsider is part of the cluster from now on.
    public void admitted() {
        joined++;
    }

    public Machine machine(int number) {
        return machines.get(number - 1);
    }

    // -- clocks ------------------------------------------------------------------------------

    /// The clock of `liar` lies from now until then; what was granted and given by it lingers for a
    /// while longer.
    public void lies(Machine liar, long untilNanos) {
        liesUntilNanos = Math.max(liesUntilNanos, untilNanos);
        liar.site().lies(scheduler.nowNanos(), untilNanos);
    }

    /// False while what a lying clock led to may still break P3 or T1 without anybody's fault.
    public boolean clocksAreHonest() {
        long lingers = LIES_LINGER_LEASES * design.paxos().leaseNanos();
        return liesUntilNanos == Long.MIN_VALUE || scheduler.nowNanos() > liesUntilNanos + lingers;
    }

    // -- time --------------------------------------------------------------------------------

    /// Runs until that virtual time.
    ///
    /// @throws Violation at the first event after which a judge complained
    public void runUntil(long virtualNanos) {
        boolean more = true;
        while (more) {
            more = scheduler.step(virtualNanos);
            court.throwIfBroken();
        }
    }

    public void runFor(long nanos) {
        runUntil(scheduler.nowNanos() + nanos);
    }
}
