package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.Child;
import dev.isochron.node.cli.CommandLineEntry;
import java.util.List;

/// One server process: the command `isochron server`, spoken to by the harness.
final class IsochronServer implements Child.Service {

    private IsochronServer() {}

    /// The child process; its arguments are those of the command line.
    public static void main(String[] args) {
        Child.run(() -> start(args));
    }

    /// The command runs until the process ends; that it ends by itself is a failure.
    private static IsochronServer start(String[] args) {
        Thread.ofPlatform()
                .daemon()
                .name("command-line")
                .start(() -> {
                    int exit = CommandLineEntry.withInstalledSubcommands().run(args);
                    System.err.println("isochron server ended with exit code " + exit);
                    Runtime.getRuntime().halt(exit);
                });
        return new IsochronServer();
    }

    /// Ready means that it was started: the client waits until every group takes entries.
    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) {
        throw new IllegalArgumentException("a server takes no orders");
    }

    @Override
    public void close() {
        // The end of the process hands over what the node leads and closes it.
    }
}
