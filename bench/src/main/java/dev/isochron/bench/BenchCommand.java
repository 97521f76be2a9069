package dev.isochron.bench;

import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `isochron bench`: names the benches.
@Command(
        name = "bench",
        description = "Measures Isochron beside raw limits and peers, in one run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LogCommand.class,
            KvCommand.class,
            SqlBenchCommand.class,
            ClientsCommand.class,
            TpccCommand.class,
            YcsbCommand.class,
            BankCommand.class,
            RebalanceCommand.class,
            StallsCommand.class,
            ClockBenchCommand.class,
            StorageBenchCommand.class
        },
        synopsisSubcommandLabel = "BENCH",
        commandListHeading = "%nBenches:%n")
public final class BenchCommand implements Subcommand {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
