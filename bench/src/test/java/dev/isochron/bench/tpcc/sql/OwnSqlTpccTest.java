package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.tpcc.StoreTrial;
import dev.isochron.bench.tpcc.jooq.JooqStore;
import dev.isochron.bench.tpcc.model.Borders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same statements as against PostgreSQL, unmodified, against three servers of ours.
class OwnSqlTpccTest {

    @TempDir private Path directory;

    @Test
    void loadsRunsAndStaysConsistent() throws IOException, InterruptedException {
        List<String> words = List.of("--split-at=" + String.join(",", Borders.ofWarehouses(2)));
        try (LocalServers servers = LocalServers.startWithSql(directory, 3, words, Lifetime.BRIEF);
                StoreTrial trial =
                        new StoreTrial(
                                SqlStore.awaited(
                                        servers.sqlUrl(),
                                        servers.sqlUrls(),
                                        Duration.ofSeconds(60)))) {
            trial.load();
            trial.assertConsistent();
            trial.runSome(8);
            trial.assertConsistentInThePast(3);
            StoreTrial typed = new StoreTrial(new JooqStore(new SqlStore(servers.sqlUrl())));
            typed.runSome(8);
            typed.assertConsistent();
        }
    }
}
