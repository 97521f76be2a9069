package dev.isochron.node;

import dev.isochron.node.cli.CommandLineEntry;

/// Where the process starts: `isochron <subcommand> …`.
public final class Main {

    private Main() {}

    /// Runs the command line and ends the process with its exit code, whatever threads are left.
    public static void main(String[] arguments) {
        System.exit(CommandLineEntry.withInstalledSubcommands().run(arguments));
    }
}
