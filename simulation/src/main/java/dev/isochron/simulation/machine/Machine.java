package dev.isochron.simulation.machine;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Operator;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskException;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.simulation.disk.CrashDisk;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.judge.Site;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.store.CrashStore;
import dev.isochron.simulation.world.Life;
import dev.isochron.truetime.source.SimulatedClock;
import dev.isochron.truetime.source.SimulatedTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One computer: its disks and its clock last, the process on it comes and goes.
public final class Machine {
    private final NodeSettings settings;
    private final Surroundings surroundings;
    private final Omissions without;
    private final Generator chance;
    private final Site site;
    private final Pace pace = new Pace();
    private final boolean briefHere;
    private final SimulatedTime clock;
    private CrashDisk log;
    private CrashDisk state;
    private CrashStore rows;
    private int starts;
    private boolean lost;
    private @Nullable Running running;
    private Optional<StoreRefusedException> refusal = Optional.empty();
    private Runnable whenStopped = () -> {};

    /// A process while it lasts.
    private record Running(Life life, SimulatedLoop loop, Line line, Node node) {}

    public Machine(
            NodeSettings settings,
            Surroundings surroundings,
            SimulatedClock character,
            Omissions without,
            Generator chance) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.without = without;
        this.chance = chance;
        this.site = new Site((int) settings.self().value());
        this.briefHere = chance.fork("brief jobs").happens(500);
        this.clock = new SimulatedTime(character, surroundings::trueNanos, Machine::cannotSleep);
        this.log = new CrashDisk(chance.fork("log disk"));
        this.state = new CrashDisk(chance.fork("state disk"));
        this.rows = new CrashStore(chance.fork("rows"));
    }

    private static void cannotSleep(long nanos) {
        throw new IllegalStateException("nothing on a loop may sleep, not even " + nanos + " ns");
    }

    public int number() {
        return site.node();
    }

    public Site site() {
        return site;
    }

    public Pace pace() {
        return pace;
    }

    public SimulatedTime clock() {
        return clock;
    }

    public CrashDisk logDisk() {
        return log;
    }

    public CrashDisk stateDisk() {
        return state;
    }

    /// Where the rows are.
    public CrashStore rows() {
        return rows;
    }

    public boolean isUp() {
        return running != null;
    }

    /// `what` happens whenever the process stopped itself or could not start.
    public void whenStopped(Runnable what) {
        whenStopped = what;
    }

    public boolean isFrozen() {
        Running process = running;
        return process != null && process.life().isFrozen();
    }

    /// Why the last start was refused, if it was: its directory cannot be used as it is.
    public Optional<StoreRefusedException> refusal() {
        return refusal;
    }

    // -- the process -------------------------------------------------------------------------

    /// Starts a process, unless one runs; nothing starts where the machine is lost, or was let in
    /// and knows nothing of it any more.
    public void start() {
        if (running != null || lost || isOutside()) {
            return;
        }
        say("starts");
        clock.restart();
        refusal = Optional.empty();
        starts++;
        Life life = new Life(site + "." + starts);
        Witness witness = new Witness(site, surroundings, without.has(Mutation.STATE_DIVERGES));
        Generator dice = chance.fork("life " + starts);
        SimulatedLoop loop =
                new SimulatedLoop(
                        surroundings.scheduler(),
                        life,
                        dice.fork("loop"),
                        pace,
                        () -> afterTask(witness));
        Line line = new Line(number(), life, surroundings.wires(), dice.fork("line"));
        assemble(new Parts(life, loop, line, witness, dice));
    }

    private record Parts(
            Life life, SimulatedLoop loop, Line line, Witness witness, Generator dice) {}

    private void assemble(Parts parts) {
        Node node;
        try {
            node = Node.assemble(settings, ports(parts));
        } catch (StoreRefusedException e) {
            refusal = Optional.of(e);
            say("refuses its directory: " + e.getMessage());
            whenStopped.run();
            return;
        } catch (DiskException e) {
            say("cannot start: " + e.getMessage());
            whenStopped.run();
            return;
        }
        running = new Running(parts.life(), parts.loop(), parts.line(), node);
        parts.loop()
                .execute(() -> {
                    node.start();
                    surroundings.court().started(site);
                });
    }

    private Ports ports(Parts parts) {
        Disk written = without.has(Mutation.LYING_DISK) ? new LyingDisk(log) : log;
        var process =
                new SimulatedWorker.Owner(
                        surroundings.scheduler(), parts.life(), parts.loop(), briefHere);
        var truth =
                new SimulatedWorker.Truth(
                        () -> surroundings.court().evidence().store(number()).lastPosition(),
                        pace::written,
                        this::trulySynced);
        return new Ports(
                clock,
                parts.loop(),
                parts.line(),
                new Ports.Disks(written, state, rows(parts, process)),
                new SimulatedWorker(process, parts.dice().fork("log worker"), pace, truth),
                new SimulatedWorker(
                        process,
                        parts.dice().fork("files worker"),
                        pace,
                        new SimulatedWorker.Truth(() -> 0, () -> {}, _ -> {})),
                parts.dice().fork("node"),
                new Person(parts.life()),
                parts.witness());
    }

    private Optional<Ports.Rows> rows(Parts parts, SimulatedWorker.Owner process) {
        if (settings.plan().shards().isEmpty()) {
            return Optional.empty();
        }
        SimulatedWorker worker =
                new SimulatedWorker(
                        process,
                        parts.dice().fork("rows worker"),
                        pace,
                        new SimulatedWorker.Truth(() -> 0, () -> {}, _ -> {}));
        return Optional.of(new Ports.Rows(rows, worker));
    }

    private void trulySynced(long position) {
        surroundings.court().trulySynced(site, position);
        pace.synced();
    }

    private void afterTask(Witness witness) {
        Running process = running;
        if (process == null || !witness.sawSteps()) {
            return;
        }
        for (NodeStatus.GroupStatus group : process.node().status().groups()) {
            surroundings
                    .court()
                    .stands(site, new ReplicaKey(group.group(), group.view().self()), group.view());
        }
    }

    private boolean isOutside() {
        boolean isFounder = settings.plan().nodes().size() > 1;
        return !isFounder && !state.names().contains(RosterFile.NAME);
    }

    /// It was let in, and its directory says so.
    public void letIn(RosterFile.Kept kept) {
        DiskWorker.Job job = new RosterFile(state).replaceBy(kept);
        job.write();
        job.sync();
    }

    /// The machine is gone for good, with all that it had.
    public void lose() {
        powerCut();
        surroundings.court().damaged(site);
        lost = true;
    }

    public boolean isLost() {
        return lost;
    }

    /// The power goes; what was not synced may be lost.
    public void powerCut() {
        say("loses power");
        end();
        log.powerCut();
        state.powerCut();
        rows.crash();
    }

    /// The process is killed; the machine goes on and forgets nothing.
    public void kill() {
        say("is killed");
        end();
        log.kill();
        state.kill();
        rows.crash();
    }

    private void end() {
        Running process = running;
        if (process != null) {
            process.life().end();
            running = null;
            surroundings.court().crashed(site);
        }
    }

    /// The process stops itself as it should, handing over what it leads.
    public void stopGently() {
        Running process = running;
        if (process != null) {
            say("is asked to stop");
            process.loop().execute(() -> process.node().stop(() -> stopped(process.life())));
        }
    }

    private void stopped(Life life) {
        if (!life.isEnded()) {
            say("has stopped");
            end();
            log.kill();
            state.kill();
            rows.crash();
            whenStopped.run();
        }
    }

    /// The process stands still; what happens to it meanwhile waits.
    public void freeze() {
        Running process = running;
        if (process != null && !process.life().isFrozen()) {
            say("freezes");
            surroundings.scheduler().freeze(process.life());
        }
    }

    /// The process goes on.
    ///
    /// @param suspendedNanos how much of the pause its uptime did not count: all of it, if the
    ///   whole machine was suspended
    public void thaw(long suspendedNanos) {
        Running process = running;
        if (process != null && process.life().isFrozen()) {
            say("goes on");
            process.loop().skip(suspendedNanos);
            surroundings.scheduler().thaw(process.life());
        }
    }

    // -- the disks ---------------------------------------------------------------------------

    /// Both directories are empty from now on; only while no process runs.
    public void wipe() {
        requireDown();
        say("loses its disks");
        log = new CrashDisk(chance.fork("log disk " + starts));
        state = new CrashDisk(chance.fork("state disk " + starts));
        rows = new CrashStore(chance.fork("rows " + starts));
        surroundings.court().damaged(site);
    }

    /// All that it had of rows is gone, and nothing else; only while no process runs.
    public void loseRows() {
        requireDown();
        say("loses its rows");
        rows = new CrashStore(chance.fork("rows after " + starts));
    }

    private void requireDown() {
        if (running != null) {
            throw new IllegalStateException(site + " still runs");
        }
    }

    // -- what others want --------------------------------------------------------------------

    /// A frame arrives; a machine without a process loses it.
    public void arrive(Frame frame) {
        Running process = running;
        if (process != null) {
            process.loop().execute(() -> process.line().arrive(frame));
        }
    }

    /// Asks the process for something on its loop; false if there is none.
    public boolean ask(Consumer<Node> question) {
        Running process = running;
        if (process != null) {
            process.loop().execute(() -> question.accept(process.node()));
        }
        return process != null;
    }

    /// How the process stands; nothing if there is none. For whoever looks on from outside.
    public Optional<NodeStatus> status() {
        Running process = running;
        return process == null ? Optional.empty() : Optional.of(process.node().status());
    }

    private void say(String what) {
        surroundings.history().say(() -> site + " " + what);
        surroundings.history().note(site.node(), what.hashCode());
    }

    /// Whoever looks after this machine.
    private final class Person implements Operator {
        private final Life life;

        Person(Life life) {
            this.life = life;
        }

        @Override
        public void tell(String message) {
            surroundings.history().say(() -> site + " tells: " + message);
        }

        @Override
        public void stop(String message) {
            surroundings.history().say(() -> site + " stops: " + message);
            stopped(life);
        }
    }
}
