package dev.isochron.node.inspect;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.compare.Comparison;
import dev.isochron.client.compare.Finding;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.port.Ports;
import dev.isochron.client.port.Transport;
import dev.isochron.client.transport.GrpcPorts;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron check`: whether all replicas of all shards hold the same rows.
@Command(
        name = "check",
        description = {
            "Compares all replicas of all shards, and names each row about which they differ.",
            "",
            "Each replica is asked for checksums of the same ranges at the same moments; where they"
                    + " differ the rows are read from each replica. It finds rows that damage of a"
                    + " disk has hidden, which reading alone cannot. Transactions go on meanwhile."
                    + " See docs/operating.md for what to do about a difference.",
            "",
            "Exit code: 0 if all agree, 1 if something differs or could not be compared.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Subcommand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Of a shard, while it is compared: more than moves and cuts come to in that time.
    private static final int MAX_CHANGES = 8;

    @Spec private CommandSpec spec;

    @Option(
            names = "--connect",
            defaultValue = "127.0.0.1:7001",
            paramLabel = "HOST:PORT",
            description = "Any of the nodes; default ${DEFAULT-VALUE}.")
    private String connect = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Compare the rows of one moment, like 2026-11-23T01:15:00Z or nanoseconds"
                            + " since 1970; not longer ago than versions are kept (5 min). By"
                            + " default each piece is compared as it is when its turn comes.")
    private @Nullable String at;

    @Option(
            names = "--gentle",
            description = "Take a twentieth of the nodes' time at most, beside other work.")
    private boolean gentle;

    @Option(
            names = "--limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "Differing rows to show of each shard; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Timestamp> moment = at == null ? Optional.empty() : Optional.of(moment(at));
        Ports ports = GrpcPorts.plain();
        try (Transport transport = ports.transport()) {
            WholeMap map = WholeMap.of(transport, connect, PATIENCE);
            boolean clean = true;
            Optional<Key> from = Optional.of(Key.MIN);
            while (from.isPresent()) {
                ShardReport report = check(ports, map, from.get(), moment);
                print(report);
                clean &= report.isClean();
                from = report.shard().span().until();
            }
            return clean ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static Timestamp moment(String text) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                return new Timestamp(Long.parseLong(text));
            }
            Instant instant = Instant.parse(text);
            return new Timestamp(
                    Math.addExact(
                            TimeUnit.SECONDS.toNanos(instant.getEpochSecond()), instant.getNano()));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Complaint(
                    "no moment is called " + text,
                    "--at",
                    "Write it like 2026-11-23T01:15:00Z, or as nanoseconds since 1970.",
                    e);
        }
    }

    /// A shard that changed meanwhile is compared anew, as whoever said so knows it.
    private ShardReport check(Ports ports, WholeMap map, Key from, Optional<Timestamp> moment)
            throws InterruptedException {
        ShardReport report = compare(ports, map, from, moment);
        for (int i = 0; i < MAX_CHANGES && report.became().isPresent(); i++) {
            map.learn(report.became().get());
            report = compare(ports, map, from, moment);
        }
        return report;
    }

    private ShardReport compare(Ports ports, WholeMap map, Key from, Optional<Timestamp> moment)
            throws InterruptedException {
        ShardEntry shard =
                map.at(from)
                        .orElseThrow(() ->
                                new Complaint(
                                        "nobody says which shard has the keys from "
                                                + (from.equals(Key.MIN) ? "the first one" : from)
                                                + " on",
                                        connect,
                                        "Try again; `isochron shards` shows all shards."));
        Comparison.Manner usual = gentle ? Comparison.Manner.GENTLE : Comparison.Manner.FAST;
        Comparison.Manner manner =
                new Comparison.Manner(usual.patience(), usual.restFactor(), Math.max(0, limit));
        return new Comparison(ports.transport(), ports.sessions(), manner, shard, map.now())
                .run(moment);
    }

    private void print(ShardReport report) {
        PrintWriter out = spec.commandLine().getOut();
        String agree =
                report.differences() == 0
                        ? report.isClean() ? "all agree" : "no difference found"
                        : report.differences() + " differ";
        out.printf(
                "%s: %,d rows on %d replicas, %s%n",
                report.shard().route().shard(),
                report.rows(),
                report.shard().replicas().size() - report.silent().size(),
                agree);
        report.silent()
                .forEach((node, why) -> out.printf("  node %d was not compared: %s%n", node, why));
        report.stopped().ifPresent(why -> out.printf("  not to the end: %s%n", why));
        if (!report.findings().isEmpty()) {
            findings(report, out);
        }
        out.flush();
    }

    private void findings(ShardReport report, PrintWriter out) {
        try (Isochron db = Isochron.connect(ClientSettings.of(connect))) {
            for (Finding finding : report.findings()) {
                FindingText.lines(finding, db::nameOf).forEach(line -> out.println("  " + line));
            }
        } catch (IsochronException unnamed) {
            for (Finding finding : report.findings()) {
                FindingText.lines(finding, key -> "key " + key)
                        .forEach(line -> out.println("  " + line));
            }
        }
        long more = report.differences() - report.findings().size();
        if (more > 0) {
            out.printf("  … and %,d more; see --limit%n", more);
        }
    }
}
