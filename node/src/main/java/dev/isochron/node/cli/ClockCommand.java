package dev.isochron.node.cli;

import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.host.NodeClock;
import dev.isochron.truetime.peers.Fitness;
import dev.isochron.truetime.peers.Standing;
import dev.isochron.truetime.settings.ClockKey;
import dev.isochron.truetime.settings.ClockSettings;
import dev.isochron.truetime.settings.InvalidClockSettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `isochron clock`: opens the clock of this host as a node would, and shows what it says.
@Command(
        name = "clock",
        description = {
            "Shows what this host's clock says: what time it is, how sure it is, and why.",
            "",
            "It opens the clock as a node with the same settings would. With single-host that"
                    + " includes the file in clock.dir that all nodes of the host share.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron clock                              what a local cluster would use",
            "  isochron clock --source kernel              may this host join a real cluster?",
            "  isochron clock --source kernel --watch      a line each second",
            "  isochron clock --set clock.source=fixed --set clock.bound=10ms --json",
            "",
            "What the lines mean: docs/clock.md.",
            "Exit code: 0 when the clock is usable (at the last look), 1 otherwise."
        })
public final class ClockCommand implements Subcommand {

    private static final int SECONDS_BETWEEN_LOOKS = 1;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Short for --set clock.source=NAME: single-host, kernel or fixed.")
    private @Nullable String source;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the clock; --settings lists them.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--settings", description = "List the settings and end.")
    private boolean listSettings;

    @Option(names = "--json", description = "One line of JSON instead of text.")
    private boolean json;

    @Option(names = "--watch", description = "Look again each second, until Ctrl-C.")
    private boolean watch;

    @Option(names = "--count", paramLabel = "N", description = "With --watch: end after N looks.")
    private long looks = Long.MAX_VALUE;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (looks < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--count must be at least 1, not " + looks);
        }
        if (listSettings) {
            return list(spec.commandLine().getOut());
        }
        if (source != null) {
            settings.put(ClockKey.SOURCE.text(), source);
        }
        ClockSettings chosen = parsed();
        try (NodeClock clock = open(chosen)) {
            return show(clock, chosen);
        }
    }

    private static int list(PrintWriter out) {
        for (ClockKey key : ClockKey.values()) {
            String fallback = key.fallback().isEmpty() ? "" : " [" + key.fallback() + "]";
            out.println(String.format("%-22s  %s%s", key.text(), key.meaning(), fallback));
        }
        out.flush();
        return ExitCode.OK;
    }

    private ClockSettings parsed() {
        for (String key : settings.keySet()) {
            if (!key.startsWith("clock.")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--set " + key + ": no setting of the clock; --settings lists them");
            }
        }
        try {
            return ClockSettings.parse(settings);
        } catch (InvalidClockSettingsException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static NodeClock open(ClockSettings chosen) {
        try {
            return NodeClock.open(chosen, Timestamp.MIN);
        } catch (IOException | UnsupportedOperationException e) {
            throw new Complaint(
                    "The clock of this host cannot be opened",
                    "clock.source=" + chosen.source().text(),
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    private int show(NodeClock clock, ClockSettings chosen) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ClockReport report = report(clock, chosen);
        if (!watch) {
            out.print(json ? report.json() + System.lineSeparator() : report.text());
            out.flush();
            return exitCode(report);
        }
        for (long look = 1; ; look++) {
            out.println(json ? report.json() : report.shortLine());
            out.flush();
            if (look == looks) {
                return exitCode(report);
            }
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_LOOKS);
            report = report(clock, chosen);
        }
    }

    private static int exitCode(ClockReport report) {
        return report.usable() ? ExitCode.OK : ExitCode.FAILED;
    }

    /// A command has no peers, so nobody contradicts its clock.
    private static ClockReport report(NodeClock clock, ClockSettings chosen) {
        var status = clock.time().status();
        var alone = new Standing.Trusted<Integer>();
        return new ClockReport(
                status, Fitness.of(status.reading(), alone, chosen.leadEpsilonNanos()));
    }
}
