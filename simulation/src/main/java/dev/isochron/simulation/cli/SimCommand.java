package dev.isochron.simulation.cli;

import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.simulation.fault.Profile;
import dev.isochron.simulation.machine.Omissions;
import dev.isochron.simulation.run.Campaign;
import dev.isochron.simulation.run.Simulation;
import dev.isochron.simulation.run.Task;
import dev.isochron.simulation.run.Verdict;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs seeds of the simulated cluster. Its last line is `N seeds, H simulated hours, V
/// violations`.
@Command(
        name = "sim",
        description = "Simulate whole clusters with faults from seeds and check every promise.",
        mixinStandardHelpOptions = true)
public final class SimCommand implements Subcommand {

    @Spec private @Nullable CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private @Nullable Which which;

    @Option(
            names = "--jobs",
            defaultValue = "1",
            description = "How many seeds run at a time (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--world",
            defaultValue = "LOG",
            description =
                    "What is simulated: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). LOG:"
                            + " replicated logs; STORE: shards and transactions on top;"
                            + " CONTROL: these with replicas that move; RETENTION: these where old"
                            + " versions and requests are soon forgotten; DAMAGE: these where"
                            + " stored rows change on the disk; SQL:"
                            + " sessions that change the schema and use it.")
    private Task.World world = Task.World.LOG;

    @Option(
            names = "--profile",
            description =
                    "Which troubles strike: ${COMPLETION-CANDIDATES} (default: each seed its own).")
    private @Nullable Profile profile;

    @Option(
            names = "--brief",
            description = "Troubles of seconds, not minutes: many more seeds in the same time.")
    private boolean brief;

    @Option(names = "--trace", description = "Print the history of the seed, a line for each step.")
    private boolean trace;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "RULE,…",
            completionCandidates = Names.class,
            description =
                    "Rules that nobody keeps, and other things that are broken on purpose, to see a"
                            + " judge complain: ${COMPLETION-CANDIDATES}.")
    private List<String> without = List.of();

    /// The names that `--without` takes.
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Omissions.known().iterator();
        }
    }

    /// One seed, or many.
    static final class Which {
        @Option(names = "--seed", required = true, description = "Run this seed.")
        private @Nullable Long seed;

        @ArgGroup(exclusive = false)
        private @Nullable Range range;
    }

    /// Some seeds in a row.
    static final class Range {
        @Option(names = "--seeds", required = true, description = "Run so many seeds.")
        private long seeds;

        @Option(
                names = "--from",
                defaultValue = "1",
                description = "The first of them (default: ${DEFAULT-VALUE}).")
        private long from;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec().commandLine().getOut();
        Report report = new Report(out, isTerminal());
        Optional<Long> seed = Optional.ofNullable(which().seed);
        if (seed.isPresent()) {
            Verdict verdict = Simulation.run(task(seed.get()), trace ? out::println : null);
            return report.one(verdict) ? ExitCode.OK : ExitCode.FAILED;
        }
        Range range = requireRange();
        Campaign campaign = new Campaign(this::task, range.from, range.seeds, jobs);
        Campaign.Tally tally = campaign.run(report);
        report.end(tally);
        return tally.violations() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private Range requireRange() {
        Range range = which().range;
        if (range == null || range.seeds < 1) {
            throw wrong("--seeds must be at least 1");
        }
        if (jobs < 1) {
            throw wrong("--jobs must be at least 1");
        }
        if (trace) {
            throw wrong("--trace is for one --seed");
        }
        return range;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec().commandLine(), what);
    }

    private Task task(long seed) {
        Profile troubles = profile == null ? Profile.of(seed) : profile;
        Task task = Task.of(world, seed, troubles).without(omitted());
        return brief ? task.inBrief() : task;
    }

    private Omissions omitted() {
        try {
            return Omissions.of(
                    without.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification before it calls");
        }
        return spec;
    }

    private Which which() {
        if (which == null) {
            throw wrong("say which seeds: --seed S, or --seeds N");
        }
        return which;
    }
}
