package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.tpcc.StoreTrial;
import dev.isochron.bench.tpcc.model.Borders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The native transactions against three server processes, with a shard for each warehouse.
class NativeTpccTest {

    @TempDir private Path directory;

    @Test
    void loadsRunsAndStaysConsistent() throws IOException, InterruptedException {
        List<String> words = List.of("--split-at=" + String.join(",", Borders.ofWarehouses(2)));
        try (LocalServers servers = LocalServers.start(directory, 3, words, Lifetime.BRIEF);
                StoreTrial trial = new StoreTrial(NativeStore.connect(servers.addresses()))) {
            trial.load();
            trial.load();
            trial.assertConsistent();
            trial.runSome(8);
            trial.assertConsistent();
            trial.assertConsistentInThePast(3);
        }
    }
}
