package dev.isochron.bench;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Words;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.tpcc.Contender;
import dev.isochron.bench.tpcc.TpccPlan;
import dev.isochron.bench.tpcc.client.NativeStore;
import dev.isochron.bench.tpcc.jooq.JooqStore;
import dev.isochron.bench.tpcc.model.Borders;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.sql.SqlStore;
import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which databases `isochron bench tpcc` runs on.
final class TpccTargetOptions {

    /// How a program speaks to the database.
    enum Api {
        /// The Java client.
        NATIVE,

        /// JDBC, over PostgreSQL's protocol.
        SQL,

        /// The same, with statements that jOOQ writes.
        JOOQ;

        boolean isJdbc() {
            return this != NATIVE;
        }

        TpccStore over(SqlStore sql) {
            return this == JOOQ ? new JooqStore(sql) : sql;
        }

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofSeconds(60);

    @Option(
            names = "--local",
            paramLabel = "N",
            description = "Starts so many servers on this machine, and ends them afterwards.")
    private int local;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT,…",
            description = "A running cluster, for --api native.")
    private @Nullable String connect;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where JDBC finds a database, for --api sql, jooq: postgresql://HOST/DB?user=…")
    private @Nullable String url;

    @Option(
            names = "--api",
            paramLabel = "API",
            description = "native, sql or jooq; by default what the database is reached by.")
    private @Nullable Api api;

    @Option(
            names = "--split",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "With --local: a shard for each warehouse and one for the items; --no-split is"
                            + " one shard for all.")
    private boolean split;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "With --local: so many shards in all; those beyond the usual ones are empty,"
                            + " and show what carrying them costs.")
    private int shards;

    @Option(
            names = "--against",
            paramLabel = "PEER",
            split = ",",
            description =
                    "Starts this beside it and runs both in turns: postgres; postgres-sync, which"
                            + " waits for one of two standbys; ignite3, three servers that Maven"
                            + " fetches, over their own client.")
    private List<Subject> against = List.of();

    Api api() {
        if (api != null) {
            return api;
        }
        return url == null ? Api.NATIVE : Api.SQL;
    }

    /// Servers of its own, where no database is named.
    void orLocal(int servers) {
        if (local == 0 && connect == null && url == null && against.isEmpty()) {
            local = servers;
        }
    }

    /// Starts what is to be started, and connects to the rest.
    Contenders start(TpccPlan plan, Workspace workspace, Consumer<String> progress)
            throws IOException, InterruptedException {
        int named = (local > 0 ? 1 : 0) + (connect == null ? 0 : 1) + (url == null ? 0 : 1);
        if (named > 1 || (named == 0 && against.isEmpty())) {
            throw new Complaint(
                    "TPC-C runs on one database of yours, and on peers",
                    "--local, --connect, --url, --against",
                    "Give one of the first three, or a peer alone.");
        }
        if (!plan.troubles().isEmpty() && local == 0) {
            throw new Complaint(
                    "only servers that are started here can be killed",
                    "--chaos",
                    "Add --local 3.");
        }
        Contenders contenders = new Contenders(workspace, progress);
        try {
            if (named == 1) {
                contenders.add(own(plan, contenders));
            }
            for (Subject peer : against) {
                contenders.startPeer(peer);
            }
            return contenders;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            contenders.close();
            throw failed;
        }
    }

    private Contender own(TpccPlan plan, Contenders contenders)
            throws IOException, InterruptedException {
        if (local == 0) {
            return new Contender(
                    Subject.ISOCHRON, store(), Map.of(), Optional.empty(), Optional.empty());
        }
        List<String> words =
                split
                        ? List.of(
                                "--split-at="
                                        + String.join(
                                                ",",
                                                Borders.ofWarehouses(
                                                        plan.scale().warehouses(), shards)))
                        : List.of();
        LocalServers servers =
                contenders.startServers(local, words, api().isJdbc(), plan.lifetime());
        Map<String, String> settings =
                Map.of(
                        "servers",
                        Integer.toString(local),
                        "command line",
                        String.join(" ", words),
                        Lifetime.FLAGS,
                        String.join(" ", plan.lifetime().flags()));
        return new Contender(
                Subject.ISOCHRON,
                storeOf(servers),
                settings,
                Optional.of(servers),
                Optional.of(() -> Contenders.spent(servers)));
    }

    private TpccStore storeOf(LocalServers servers) throws InterruptedException {
        return api().isJdbc()
                ? api().over(SqlStore.awaited(servers.sqlUrl(), servers.sqlUrls(), FOUNDING))
                : NativeStore.connect(servers.addresses());
    }

    private TpccStore store() {
        String at = connect == null ? url : connect;
        boolean fits = api().isJdbc() == (connect == null);
        if (at == null || !fits) {
            throw new Complaint(
                    "the address is for the other interface",
                    "--connect is for --api native, --url for --api sql and jooq",
                    "Give the address that belongs to the interface.");
        }
        return connect == null ? api().over(new SqlStore(at)) : NativeStore.connect(at);
    }
}
