package dev.isochron.node.cli;

import dev.isochron.client.error.IsochronException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The command `isochron` with its subcommands, and what it does with what they throw.
public final class CommandLineEntry {

    private final CommandLine root;

    private CommandLineEntry(List<Subcommand> subcommands) {
        root = new CommandLine(new RootCommand());
        subcommands.stream()
                .map(CommandLine::new)
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .forEach(line -> root.addSubcommand(line.getCommandName(), line));
        root.setExecutionExceptionHandler(CommandLineEntry::explain);
        IParameterExceptionHandler withWholeUsage = root.getParameterExceptionHandler();
        root.setParameterExceptionHandler((wrong, arguments) ->
                wrong.getCommandLine().getParent() == null
                        ? showAll(withWholeUsage, wrong, arguments)
                        : pointToHelp(wrong));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(true);
    }

    /// With every [Subcommand] that a room on the class path lists.
    public static CommandLineEntry withInstalledSubcommands() {
        List<Subcommand> found = new ArrayList<>();
        ServiceLoader.load(Subcommand.class).forEach(found::add);
        return new CommandLineEntry(found);
    }

    /// With exactly these.
    public static CommandLineEntry with(List<Subcommand> subcommands) {
        return new CommandLineEntry(subcommands);
    }

    /// Parses and runs; returns the exit code and never throws.
    public int run(String... arguments) {
        return root.execute(arguments);
    }

    /// Speaks to these from now on, instead of the process's own output.
    public void printTo(PrintWriter out, PrintWriter err) {
        root.setOut(out).setErr(err);
    }

    /// The underlying parser; tests look into it.
    CommandLine parser() {
        return root;
    }

    /// The list of subcommands, or those that were perhaps meant.
    private static int showAll(
            IParameterExceptionHandler whole, ParameterException wrong, String... arguments)
            throws Exception {
        int code = whole.handleParseException(wrong, arguments);
        hint(wrong.getCommandLine());
        return code;
    }

    /// What is wrong stays in sight: the usage of a subcommand fills a terminal.
    private static int pointToHelp(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(name + ": " + wrong.getMessage());
        hint(line);
        return ExitCode.USAGE;
    }

    private static void hint(CommandLine line) {
        line.getErr().println("Try `" + line.getCommandSpec().qualifiedName() + " --help`.");
        line.getErr().flush();
    }

    private static int explain(Exception thrown, CommandLine line, ParseResult parsed) {
        if (thrown instanceof Complaint complaint) {
            line.getErr().println("isochron: " + complaint.getMessage());
            line.getErr().flush();
            return ExitCode.FAILED;
        }
        if (thrown instanceof IsochronException refused) {
            line.getErr().println("isochron: " + refused.getMessage());
            line.getErr().flush();
            return ExitCode.FAILED;
        }
        line.getErr()
                .println("isochron: this is a bug of ours; please report it with the lines below.");
        line.getErr().println(Version.current().describe());
        thrown.printStackTrace(line.getErr());
        line.getErr().flush();
        return ExitCode.BUG;
    }
}
