package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.peer.IgniteCalls;
import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.port.TpccView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.sql.ResultSet;
import org.apache.ignite.sql.SqlRow;

/// A cluster of Apache Ignite 3; all sessions share one client.
public final class IgniteStore implements TpccStore {

    /// Beside the nine tables: which steps of the load are done.
    static final String LOADED = "tpcc_loaded";

    /// Keeps the rows of `history` apart, which have no key by the rules.
    static final String HISTORY_ROW = "h_row";

    /// Partitions, and so leaders, for each server.
    private static final int PARTITIONS = 3;

    private static final String ZONE =
            "CREATE ZONE tpcc (REPLICAS 3, PARTITIONS %d) STORAGE PROFILES ['default']"
                    .formatted(PARTITIONS);

    private final IgniteClient client;

    private IgniteStore(IgniteClient client) {
        this.client = client;
    }

    /// Connects at once.
    ///
    /// @param addresses HOST:PORT of each server
    public static IgniteStore connect(List<String> addresses) {
        return new IgniteStore(IgniteCalls.connect(addresses));
    }

    @Override
    public boolean hasTables() {
        return client.tables().table(LOADED) != null;
    }

    @Override
    public void createTables() {
        ddl().forEach(one -> client.sql().executeScript(one));
    }

    /// All statements that create the tables, in order.
    static List<String> ddl() {
        List<String> ddl = new ArrayList<>();
        ddl.add(ZONE);
        for (TpccTable table : TpccTable.values()) {
            ddl.add(create(table));
            table.createIndex().ifPresent(ddl::add);
        }
        ddl.add(
                "CREATE TABLE tpcc_loaded (w_id INTEGER, step INTEGER, PRIMARY KEY (w_id, step))"
                        + " COLOCATE BY (w_id) ZONE tpcc");
        return ddl;
    }

    /// A table's rows lie where their warehouse's lie; the key is sorted, so that the oldest of
    /// something is found.
    private static String create(TpccTable table) {
        StringBuilder ddl = new StringBuilder("CREATE TABLE " + table.sqlName() + " (");
        for (TpccColumn column : table.columns()) {
            ddl.append(column.name())
                    .append(' ')
                    .append(type(column))
                    .append(column.isNullable() ? ", " : " NOT NULL, ");
        }
        List<String> key = table.key();
        if (table == TpccTable.HISTORY) {
            ddl.append(HISTORY_ROW).append(" UUID NOT NULL, ");
            key = List.of("h_w_id", HISTORY_ROW);
        }
        return ddl.append("PRIMARY KEY USING SORTED (")
                .append(String.join(", ", key))
                .append(")) COLOCATE BY (")
                .append(key.getFirst())
                .append(") ZONE tpcc")
                .toString();
    }

    /// It has no `char`, and calls `numeric` something else.
    private static String type(TpccColumn column) {
        return column.type()
                .toString()
                .replaceFirst("^char\\(", "varchar(")
                .replaceFirst("^numeric\\(", "decimal(");
    }

    @Override
    public Set<Integer> loaded(int warehouse) {
        Set<Integer> steps = new TreeSet<>();
        try (ResultSet<SqlRow> rows =
                client.sql()
                        .execute(null, "SELECT step FROM tpcc_loaded WHERE w_id = ?", warehouse)) {
            rows.forEachRemaining(row -> steps.add(row.intValue(0)));
        }
        return steps;
    }

    @Override
    public TpccLoader loader() {
        return new IgniteLoader(new IgniteAttempts(client, (_, _) -> {}));
    }

    @Override
    public TpccSession session(Aborts aborts) {
        return new IgniteSession(new IgniteAttempts(client, aborts));
    }

    @Override
    public TpccView view() {
        return new IgniteView(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
