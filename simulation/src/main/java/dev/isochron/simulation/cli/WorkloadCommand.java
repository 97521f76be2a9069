package dev.isochron.simulation.cli;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.DurationText;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.simulation.history.HistoryText;
import dev.isochron.simulation.processes.Chaos;
import dev.isochron.simulation.processes.LocalCluster;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.transactions.Bank;
import dev.isochron.simulation.transactions.Counter;
import dev.isochron.simulation.transactions.Cycle;
import dev.isochron.simulation.transactions.ListAppend;
import dev.isochron.simulation.transactions.RangeInsert;
import dev.isochron.simulation.transactions.Recorder;
import dev.isochron.simulation.transactions.SnapshotAudit;
import dev.isochron.simulation.transactions.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isochron workload NAME`: transactions whose answers tell whether a cluster keeps its promises.
@Command(
        name = "workload",
        description = {
            "Runs transactions on a cluster and checks their answers.",
            "",
            "list-append: a history of appends and reads, judged as `isochron verify` does;"
                    + " bank: transfers, audited at one moment; cycle: a ring of rows that any torn"
                    + " or lost update breaks; range-insert: numbered rows that any phantom gets"
                    + " wrong; snapshot-audit: reads of every staleness; counter: idempotency"
                    + " keys.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron workload list-append --local 3 --chaos kill,partition --duration 60s",
            "  isochron workload bank --connect 127.0.0.1:7001 --clients 16",
            "",
            "Exit code: 0 if every answer can be true, 1 otherwise."
        })
public final class WorkloadCommand implements Subcommand {

    private static final int LISTS = 12;
    private static final int ACCOUNTS = 10;
    private static final int RING = 20;
    private static final int QUEUES = 8;
    private static final int ROWS = 8;
    private static final int COUNTERS = 8;
    private static final String RECORDED = "list-append";
    private static final String NAMES =
            RECORDED + ", bank, cycle, range-insert, snapshot-audit or counter";

    /// Between lists, accounts or rows 5 and 6 of the first table that is declared, and so on.
    private static final List<String> BORDERS = List.of("501405", "501409");

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = NAMES + ".")
    private String name = "";

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT,…",
            description = "A running cluster; its tables must not exist yet.")
    private @Nullable String connect;

    @Option(
            names = "--local",
            paramLabel = "N",
            description = "Starts so many servers on this machine, and ends them afterwards.")
    private int local;

    @Option(
            names = "--duration",
            converter = DurationText.class,
            defaultValue = "30s",
            paramLabel = "TIME",
            description = "How long clients work; default ${DEFAULT-VALUE}.")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--clients",
            defaultValue = "8",
            paramLabel = "N",
            description = "How many at a time; default ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Writes the history of list-append there, one EDN map a line.")
    private @Nullable Path record;

    @Option(
            names = "--chaos",
            split = ",",
            paramLabel = "WHAT,…",
            description = "With --local: kill, killall, pause, partition, clock.")
    private List<String> chaos = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Of what is drawn by chance.")
    private long seed;

    private final AtomicLong processes = new AtomicLong();
    private final AtomicLong acts = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private int unnoticed;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if ((connect == null) == (local == 0)) {
            throw new Complaint(
                    "a workload needs one cluster", "--connect, --local", "Give one of the two.");
        }
        if (connect != null && !chaos.isEmpty()) {
            throw new Complaint(
                    "troubles are for servers that this command starts itself",
                    "--chaos",
                    "Give --local N instead of --connect.");
        }
        if (record != null && !name.equals(RECORDED)) {
            throw new Complaint(
                    "only " + RECORDED + " has a history that can be judged from a file",
                    "--record",
                    "Leave it out: "
                            + name
                            + " judges its own answers. Or choose "
                            + RECORDED
                            + ".");
        }
        try (PrintWriter history = openRecord()) {
            int result =
                    connect != null ? run(connect, Optional.empty(), history) : runLocally(history);
            if (history.checkError()) {
                throw new Complaint(
                        "the history could not be written whole",
                        String.valueOf(record),
                        "Make room there, or name another file, and run the workload again.");
            }
            return result;
        }
    }

    private int runLocally(PrintWriter history) throws InterruptedException, IOException {
        List<Chaos.Trouble> troubles = troubles();
        List<String> options = List.of("--split-at", String.join(",", BORDERS));
        LocalCluster.Trials trials =
                new LocalCluster.Trials(
                        troubles.contains(Chaos.Trouble.PARTITION),
                        troubles.contains(Chaos.Trouble.CLOCK));
        Path directory = Files.createTempDirectory("isochron-workload");
        int result;
        try (LocalCluster cluster = new LocalCluster(directory, local, options, trials)) {
            say("data and output of the servers: " + directory);
            result = run(cluster.addresses(), Optional.of(cluster), history);
        }
        if (result == ExitCode.OK) {
            delete(directory);
        }
        return result;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    private PrintWriter openRecord() throws IOException {
        return record == null
                ? new PrintWriter(PrintWriter.nullWriter())
                : new PrintWriter(Files.newBufferedWriter(record));
    }

    private int run(String addresses, Optional<LocalCluster> cluster, PrintWriter history)
            throws InterruptedException {
        Recorder recorder =
                new Recorder(
                        System::nanoTime,
                        operation -> history.println(HistoryText.write(operation)));
        Workload workload = workload(recorder);
        TransactionOptions options =
                TransactionOptions.tagged(name).withDeadline(Duration.ofSeconds(15));
        ClientSettings settings =
                ClientSettings.of(addresses)
                        .withConnectTimeout(Duration.ofSeconds(90))
                        .withDefaults(options);
        try (Isochron db = Isochron.connect(settings)) {
            prepare(db, workload);
            work(db, workload, cluster);
            List<String> wrong = judge(db, workload);
            wrong.stream().limit(10).forEach(this::say);
            say(
                    "%d transactions, %d of unknown outcome; %d anomalies"
                            .formatted(acts.get(), unknown.get(), wrong.size()));
            return wrong.isEmpty() && unnoticed == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /// Tables that are there already are somebody's, perhaps of an earlier run.
    private void prepare(Isochron db, Workload workload) {
        try {
            workload.prepare(db);
        } catch (BadInputException e) {
            throw new Complaint(
                    "the tables of this workload cannot be made: " + e.getMessage(),
                    String.valueOf(connect),
                    "Run it on a cluster where it never ran, or one of its own with --local 3.",
                    e);
        }
    }

    /// The last reads may meet a cluster that is still gathering itself.
    private List<String> judge(Isochron db, Workload workload) throws InterruptedException {
        IsochronException last = null;
        for (int attempt = 0; attempt < 5; attempt++) {
            try {
                return workload.judge(db);
            } catch (IsochronException e) {
                last = e;
            }
        }
        throw last == null ? new IllegalStateException("five attempts were made") : last;
    }

    private Workload workload(Recorder recorder) {
        return switch (name) {
            case RECORDED -> new ListAppend(LISTS, recorder, () -> true);
            case "bank" -> new Bank(ACCOUNTS);
            case "cycle" -> new Cycle(RING);
            case "range-insert" -> new RangeInsert(QUEUES);
            case "snapshot-audit" -> new SnapshotAudit(ROWS, () -> !clocksMayLie());
            case "counter" -> new Counter(COUNTERS, false);
            default ->
                    throw new Complaint(
                            "there is no workload of that name", name, "Choose " + NAMES + ".");
        };
    }

    private boolean clocksMayLie() {
        return troubles().contains(Chaos.Trouble.CLOCK);
    }

    private void work(Isochron db, Workload workload, Optional<LocalCluster> cluster)
            throws InterruptedException {
        Generator chance = new Generator(seed);
        long end = System.nanoTime() + duration.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            Generator own = chance.fork("client " + client);
            threads.add(Thread.ofVirtual().start(() -> client(db, workload, own, end)));
        }
        Optional<Chaos> ways =
                cluster.filter(_ -> !chaos.isEmpty())
                        .map(c -> new Chaos(c, troubles(), chance.fork("chaos"), this::say));
        Optional<Thread> trouble = ways.map(Thread.ofPlatform()::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (trouble.isPresent()) {
            trouble.get().interrupt();
            trouble.get().join();
        }
        unnoticed = ways.map(Chaos::unnoticed).orElse(0);
    }

    private void client(Isochron db, Workload workload, Generator chance, long end) {
        long process = processes.incrementAndGet();
        while (System.nanoTime() < end) {
            acts.incrementAndGet();
            if (!workload.act(db, process, chance)) {
                unknown.incrementAndGet();
                process = processes.incrementAndGet();
            }
        }
    }

    private List<Chaos.Trouble> troubles() {
        List<Chaos.Trouble> troubles = new ArrayList<>();
        for (String what : chaos) {
            try {
                troubles.add(Chaos.Trouble.valueOf(what.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new Complaint(
                        "there is no such trouble",
                        what,
                        "Choose kill, killall, pause, partition or clock.",
                        e);
            }
        }
        return troubles;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
