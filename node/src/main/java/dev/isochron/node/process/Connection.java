package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.client.ClientSettings;
import dev.isochron.node.client.HostPort;
import dev.isochron.node.client.LogClient;
import dev.isochron.node.client.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Option;

/// What the commands that speak to a ledger have in common: whom they ask, and what they say when
/// that fails.
final class Connection {
    private static final String OPTION = "--connect";

    /// A person who just started the servers should not have to type it twice.
    private static final ClientSettings SETTINGS =
            ClientSettings.DEFAULT.withDeadline(Duration.ofSeconds(30));

    /// Beyond the client's own deadline: it always answers by then.
    private static final Duration GRACE = Duration.ofSeconds(5);

    @Option(
            names = OPTION,
            defaultValue = "127.0.0.1:7001",
            paramLabel = "HOST:PORT,…",
            description = "Any of the nodes, or several; default ${DEFAULT-VALUE}.")
    private String connect = "";

    @Option(
            names = "--group",
            defaultValue = "1",
            paramLabel = "N",
            description = "The group; default ${DEFAULT-VALUE}.")
    long group;

    /// @throws Complaint if none of the servers answers as a node does
    LogClient open() {
        List<HostPort> servers = new ArrayList<>();
        for (String server : connect.split(",", -1)) {
            Endpoints.parse(server, OPTION);
            servers.add(HostPort.parse(server));
        }
        if (group < 1) {
            throw new Complaint("group " + group + " cannot be", "--group", "Groups begin at 1.");
        }
        Inquiry.requireAny(List.of(connect.split(",", -1)));
        return LogClient.connect(servers, SETTINGS);
    }

    /// What became of a request.
    ///
    /// @throws Complaint if it was not done, or nobody can say
    Reply await(CompletableFuture<Reply> asked) throws InterruptedException {
        Reply reply;
        try {
            reply = asked.get(SETTINGS.deadline().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a client always answers", e);
        }
        return switch (reply) {
            case Reply.Failed(String reason) ->
                    throw new Complaint(
                            "it was not done: " + reason,
                            connect,
                            "Look at `isochron status` of the nodes, and try again.");
            case Reply.Unknown _ ->
                    throw new Complaint(
                            "nobody could say in time whether the line was written",
                            connect,
                            "Look with `isochron log read` before it is written again.");
            case Reply.Written _, Reply.Page _ -> reply;
        };
    }
}
