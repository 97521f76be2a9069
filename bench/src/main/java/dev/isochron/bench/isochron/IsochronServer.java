package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.Child;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.metrics.NodeMetrics;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerCommand;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One server process: the command `isochron server`, spoken to by the harness.
///
/// ```
/// parent → apart     the node and its peers hear each other no longer
/// parent → together  they do again
/// parent → sent      bytes said to peers since the start
/// parent → deaf N    replicas of group N are not heard here any longer
/// parent → hears N   they are again
/// parent → move N M  if the node leads group N, it hands over to node M
/// ```
final class IsochronServer implements Child.Service {

    static final String APART = "apart";
    static final String TOGETHER = "together";
    static final String SENT = "sent";
    static final String DEAF = "deaf";
    static final String HEARS = "hears";
    static final String MOVE = "move";

    private final CompletableFuture<NodeProcess> node = new CompletableFuture<>();

    private IsochronServer() {}

    /// The child process; its arguments are those of the command line.
    public static void main(String[] args) {
        Child.run(() -> start(args));
    }

    /// The command runs until the process ends; that it ends by itself is a failure.
    private static IsochronServer start(String[] args) {
        IsochronServer server = new IsochronServer();
        Thread.ofPlatform()
                .daemon()
                .name("command-line")
                .start(() -> {
                    int exit =
                            CommandLineEntry.with(List.of(new ServerCommand(server.node::complete)))
                                    .run(args);
                    System.err.println("isochron server ended with exit code " + exit);
                    Runtime.getRuntime().halt(exit);
                });
        return server;
    }

    /// Ready means that it was started: the client waits until every group takes entries.
    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) {
        switch (order.getFirst()) {
            case APART -> node.join().setApart(true);
            case TOGETHER -> node.join().setApart(false);
            case SENT -> {
                return Long.toString(sentBytes());
            }
            case DEAF, HEARS ->
                    node.join()
                            .setDeaf(
                                    new GroupId(Long.parseLong(order.get(1))),
                                    order.getFirst().equals(DEAF));
            case MOVE ->
                    node.join()
                            .handOver(
                                    new GroupId(Long.parseLong(order.get(1))),
                                    new NodeId(Long.parseLong(order.get(2))));
            default -> throw new IllegalArgumentException("no such order: " + order);
        }
        return "";
    }

    private long sentBytes() {
        return node.join().sight().stream()
                .flatMap(sight -> sight.links().stream())
                .mapToLong(NodeMetrics.Link::sentBytes)
                .sum();
    }

    @Override
    public void close() {
        // The end of the process hands over what the node leads and closes it.
    }
}
