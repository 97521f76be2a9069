package dev.isochron.bench.peer;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.LoopbackPorts;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.log.LogSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Apache Ratis over gRPC: three server processes and a client process.
public final class RatisPeer implements LogSubject {
    private static final int SERVERS = 3;

    private final Lifetime lifetime;

    public RatisPeer(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public Subject subject() {
        return Subject.RATIS;
    }

    @Override
    public Map<String, String> settings() {
        return RatisTuning.settings(1);
    }

    @Override
    public LoadedCluster start(int groups, Path directory, boolean countSyncs)
            throws IOException, InterruptedException {
        RatisGroups shape = new RatisGroups(LoopbackPorts.free(SERVERS), groups);
        List<ChildCommand> servers = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
            servers.add(serverCommand(shape, server, directory, countSyncs));
        }
        ChildCommand client =
                new ChildCommand(
                        "ratis-client",
                        RatisLogClient.class,
                        List.of(shape.portWords(), Integer.toString(groups)),
                        false);
        return LoadedCluster.start(servers, client, lifetime, directory);
    }

    private static ChildCommand serverCommand(
            RatisGroups shape, int server, Path directory, boolean countSyncs) throws IOException {
        Path storage = Files.createDirectory(directory.resolve("server-" + server));
        return new ChildCommand(
                "ratis-" + server,
                RatisServer.class,
                List.of(
                        shape.portWords(),
                        Integer.toString(shape.groups()),
                        Integer.toString(server),
                        storage.toString()),
                countSyncs);
    }
}
