package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.log.LogSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Isochron's replicated ledgers: three processes of `isochron server`, and a client process.
public final class IsochronLog implements LogSubject {
    private final Lifetime lifetime;

    public IsochronLog(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    @Override
    public Subject subject() {
        return Subject.ISOCHRON;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public LoadedCluster start(int groups, Path directory, boolean countSyncs)
            throws IOException, InterruptedException {
        IsochronShape shape = IsochronShape.onFreePorts(groups);
        ChildCommand client =
                new ChildCommand(
                        "isochron-client",
                        IsochronLogClient.class,
                        List.of(shape.portWords(), Integer.toString(groups)),
                        false);
        return LoadedCluster.start(
                shape.servers(directory, countSyncs), client, lifetime, directory);
    }
}
