package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.Operation;
import dev.isochron.bench.log.LoadService;
import dev.isochron.bench.log.LogClient;
import dev.isochron.node.client.ClientSettings;
import dev.isochron.node.client.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The log client that applications use, as the load sees it.
final class IsochronLogClient implements LogClient {

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofSeconds(100);

    private final dev.isochron.node.client.LogClient client;

    private IsochronLogClient(IsochronShape shape) throws IOException {
        client =
                dev.isochron.node.client.LogClient.connect(
                        shape.addresses(), ClientSettings.DEFAULT.withDeadline(FOUNDING));
        List<CompletableFuture<Reply>> hellos = new ArrayList<>();
        for (int group = 0; group < shape.groups(); group++) {
            hellos.add(client.append(idOf(group), new byte[] {1}));
        }
        for (CompletableFuture<Reply> hello : hellos) {
            if (!(hello.join() instanceof Reply.Written)) {
                throw new IOException("a group takes no entries: " + hello.join());
            }
        }
    }

    /// The child process; its arguments are the ports of all servers and the number of groups.
    public static void main(String[] args) {
        Child.run(() -> {
            IsochronShape shape = IsochronShape.parse(args[0], args[1]);
            return new LoadService(new IsochronLogClient(shape), shape.groups());
        });
    }

    private static long idOf(int group) {
        return group + 1L;
    }

    @Override
    public void append(int group, byte[] payload, Operation.Completion end) {
        client.append(
                idOf(group),
                payload,
                reply -> {
                    switch (reply) {
                        case Reply.Written _ -> end.succeeded();
                        case Reply.Page _, Reply.Failed _, Reply.Unknown _ ->
                                end.failed(new IOException("not written: " + reply));
                    }
                });
    }

    @Override
    public void close() {
        client.close();
    }
}
