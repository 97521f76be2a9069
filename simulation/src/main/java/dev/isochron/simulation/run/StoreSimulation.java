package dev.isochron.simulation.run;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.ReadMode;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.cluster.Design;
import dev.isochron.simulation.fault.Nemesis;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.session.Session;
import dev.isochron.simulation.session.Sessions;
import dev.isochron.simulation.sql.SchemaRace;
import dev.isochron.simulation.transactions.Bank;
import dev.isochron.simulation.transactions.Counter;
import dev.isochron.simulation.transactions.Cycle;
import dev.isochron.simulation.transactions.ListAppend;
import dev.isochron.simulation.transactions.RangeInsert;
import dev.isochron.simulation.transactions.Recorder;
import dev.isochron.simulation.transactions.SimulatedPorts;
import dev.isochron.simulation.transactions.SnapshotAudit;
import dev.isochron.simulation.transactions.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One seed of the whole store: shards, transactions, and client programs as applications write
/// them, under faults; then healed, and judged.
public final class StoreSimulation {

    private static final String NAME = "transactions";
    private static final long PREPARE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long SHORTEST_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_TROUBLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /// A client's deadline, twice, and what a healed cluster takes to come to itself.
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(150);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int BRIEF_HURRY = 4;
    private static final int MAX_CLIENTS = 6;
    private static final int MAX_LOST_PERMILLE = 30;
    private static final int MAX_DOUBLED_PERMILLE = 30;
    private static final int OPTIMISTS_PERMILLE = 300;
    private static final int IMPATIENT_PERMILLE = 300;
    private static final long SHORTEST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final TransactionOptions PATIENT =
            TransactionOptions.tagged("simulated").withDeadline(Duration.ofSeconds(20));

    private final Task task;
    private final Cluster cluster;
    private final Generator seed;
    private final Sessions sessions;
    private final SimulatedPorts ports;
    private final Optional<Retaining> retaining;
    private final Workload workload;
    private final List<String> wrong = new ArrayList<>();
    private long processes;
    private boolean over;

    private StoreSimulation(Task task, @Nullable Consumer<String> trace) {
        this.task = task;
        this.seed = new Generator(task.seed());
        Design drawn = Design.drawStore(seed.fork("design"), task.without());
        Design design =
                switch (task.world()) {
                    case CONTROL -> drawn.controlled(seed.fork("control"));
                    case RETENTION -> drawn.forgetting();
                    case LOG, STORE, SQL, DAMAGE -> drawn;
                };
        this.cluster = new Cluster(design, seed.fork("cluster"), trace);
        this.sessions = new Sessions(cluster.scheduler(), seed.fork("sessions"));
        this.ports = new SimulatedPorts(cluster, sessions, seed.fork("ports"));
        this.retaining =
                task.world() == Task.World.RETENTION
                        ? Optional.of(new Retaining(task, cluster, sessions, ports))
                        : Optional.empty();
        this.workload = workload(seed.fork("workload"));
    }

    private Workload workload(Generator chance) {
        if (task.world() == Task.World.SQL) {
            boolean awaited = !task.without().has(Mutation.IGNORE_SCHEMA_LEASES);
            return new SchemaRace(
                    cluster.scheduler()::nowNanos, cluster::clocksAreHonest, chance, awaited);
        }
        if (retaining.isPresent()) {
            return retaining.get().workload(chance);
        }
        return switch (chance.nextInt(8)) {
            case 0 -> new Bank(3 + chance.nextInt(8));
            case 1 -> new Cycle(5 + chance.nextInt(10));
            case 2 -> new RangeInsert(1 + chance.nextInt(10));
            case 3 -> new SnapshotAudit(1 + chance.nextInt(10), cluster::clocksAreHonest);
            case 4 ->
                    new Counter(
                            1 + chance.nextInt(10),
                            task.without().has(Mutation.RETRY_UNDER_NEW_ID));
            default ->
                    new ListAppend(
                            2 + chance.nextInt(10),
                            new Recorder(
                                    cluster.scheduler()::nowNanos,
                                    operation -> cluster.history().say(operation::toString)),
                            cluster::clocksAreHonest);
        };
    }

    /// Runs `task`; the same task always gives the same verdict.
    ///
    /// @param trace gets the readable history; null makes none, which is much quicker
    public static Verdict run(Task task, @Nullable Consumer<String> trace) {
        StoreSimulation simulation = new StoreSimulation(task, trace);
        try {
            return simulation.run();
        } finally {
            simulation.sessions.close();
        }
    }

    private Verdict run() {
        Optional<Violation> violation = Optional.empty();
        try {
            play();
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

    private void play() {
        cluster.machines().forEach(Machine::start);
        sessions.start("prepare", () -> withClient(PATIENT, this::prepare));
        finish(PREPARE_NANOS, "preparing the tables");
        Generator loss = seed.fork("loss");
        ports.trouble(loss.nextInt(MAX_LOST_PERMILLE), loss.nextInt(MAX_DOUBLED_PERMILLE));
        Nemesis nemesis =
                new Nemesis(
                        cluster,
                        task.profile(),
                        task.brief() ? BRIEF_HURRY : 1,
                        seed.fork("nemesis"));
        if (task.world() == Task.World.DAMAGE) {
            nemesis.damageRows(seed.fork("damage"));
        }
        int clients = 1 + seed.fork("clients").nextInt(MAX_CLIENTS);
        for (int client = 1; client <= clients; client++) {
            Generator own = seed.fork("client " + client);
            TransactionOptions options = temper(own);
            sessions.start("client " + client, () -> withClient(options, db -> work(db, own)));
        }
        retaining.ifPresent(world -> world.start(settings(PATIENT)));
        cluster.runFor(length());
        nemesis.healAll();
        ports.trouble(0, 0);
        over = true;
        retaining.ifPresent(Retaining::end);
        finish(RECOVERY_NANOS, "the last transactions of the clients");
        sessions.start("judge", () -> withClient(PATIENT, this::judge));
        finish(RECOVERY_NANOS, "the last reads");
        if (!wrong.isEmpty()) {
            throw new Violation(NAME, String.join("\n", wrong));
        }
        new Leftovers(cluster).requireNone();
        if (task.world() == Task.World.CONTROL) {
            new Placement(cluster).require();
        }
        if (task.world() == Task.World.DAMAGE) {
            rebuild();
        } else {
            cluster.court().conclude();
        }
    }

    private void rebuild() {
        Rebuilding rebuilding = new Rebuilding(cluster, sessions, ports, seed.fork("rebuilding"));
        sessions.start("damage", rebuilding::await);
        finish(RECOVERY_NANOS, "the rebuilding of what was damaged");
        rebuilding.require();
        cluster.court().conclude();
        rebuilding.hide();
        sessions.start("loss", rebuilding::await);
        finish(RECOVERY_NANOS, "the rebuilding of what was lost");
        rebuilding.require();
    }

    /// What is kept for seconds has to be forgotten within a run, brief or not.
    private long length() {
        long longest =
                task.brief() && retaining.isEmpty()
                        ? SHORTEST_TROUBLE_NANOS
                        : LONGEST_TROUBLE_NANOS;
        long shortest =
                retaining.isPresent() ? LONGEST_TROUBLE_NANOS / 3 : SHORTEST_TROUBLE_NANOS / 2;
        return seed.fork("length").spread(shortest, longest);
    }

    /// Liveness: whatever is under way ends within a bound.
    private void finish(long nanos, String what) {
        long deadline = cluster.scheduler().nowNanos() + nanos;
        while (!sessions.areDone()) {
            if (cluster.scheduler().nowNanos() >= deadline) {
                throw new Violation("progress", "not done in time: " + what);
            }
            cluster.runFor(LOOK_NANOS);
        }
    }

    /// Some clients read without locks; some have so little patience that they often do not learn
    /// what became of what they asked for.
    private static TransactionOptions temper(Generator chance) {
        TransactionOptions options =
                chance.happens(OPTIMISTS_PERMILLE)
                        ? PATIENT.withMode(ReadMode.OPTIMISTIC)
                        : PATIENT;
        return chance.happens(IMPATIENT_PERMILLE)
                ? options.withDeadline(
                        Duration.ofNanos(
                                chance.spread(SHORTEST_PATIENCE_NANOS, LONGEST_PATIENCE_NANOS)))
                : options;
    }

    private void withClient(TransactionOptions options, Consumer<Isochron> body) {
        try (Isochron db = Isochron.over(ports.ports(), settings(options))) {
            body.accept(db);
        } catch (IsochronException e) {
            throw new Violation("progress", "a client could not work at all: " + e.getMessage());
        }
    }

    private ClientSettings settings(TransactionOptions options) {
        ClientSettings usual =
                ClientSettings.of(ports.addresses())
                        .withConnectTimeout(Duration.ofSeconds(60))
                        .withDefaults(options);
        return retaining.map(world -> world.settings(usual)).orElse(usual);
    }

    private void prepare(Isochron db) {
        workload.prepare(db);
    }

    private void work(Isochron db, Generator chance) {
        processes++;
        long process = processes;
        while (!over) {
            if (!act(db, process, chance)) {
                processes++;
                process = processes;
            }
            pause(chance);
        }
    }

    /// Where a clock is minutes late, there may be no rows yet.
    private boolean act(Isochron db, long process, Generator chance) {
        try {
            return workload.act(db, process, chance);
        } catch (NoSuchElementException e) {
            if (cluster.clocksAreHonest()) {
                throw e;
            }
            return true;
        }
    }

    private void pause(Generator chance) {
        Session self = sessions.current();
        self.sleep(chance.exponential(TimeUnit.MILLISECONDS.toNanos(50)));
    }

    private void judge(Isochron db) {
        wrong.addAll(workload.judge(db));
    }
}
