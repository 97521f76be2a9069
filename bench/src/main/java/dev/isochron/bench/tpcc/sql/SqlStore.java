package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.bench.tpcc.port.TpccSession;
import dev.isochron.bench.tpcc.port.TpccStore;
import dev.isochron.bench.tpcc.port.TpccView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A database that speaks PostgreSQL's protocol; each session has a connection of its own.
public final class SqlStore implements TpccStore {

    /// Beside the nine tables: which steps of the load are done.
    static final String LOADED = "tpcc_loaded";

    private static final String CREATE_LOADED =
            "CREATE TABLE tpcc_loaded (w_id integer NOT NULL, step integer NOT NULL,"
                    + " PRIMARY KEY (w_id, step),"
                    + " FOREIGN KEY (w_id) REFERENCES warehouse (w_id))";

    private static final String UNDEFINED_TABLE = "42P01";

    /// Between two attempts to connect.
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String url;

    /// One URL for each node of a cluster of ours; none for other databases.
    private final List<String> nodes;

    /// Connects when it is first asked for something.
    ///
    /// @param url of JDBC, user and password in it
    public SqlStore(String url) {
        this(url, List.of());
    }

    private SqlStore(String url, List<String> nodes) {
        this.url = url;
        this.nodes = List.copyOf(nodes);
    }

    /// Waits until the database answers: servers that were just started have to find each other.
    ///
    /// @param nodes a URL for each node
    public static SqlStore awaited(String url, List<String> nodes, Duration patience)
            throws InterruptedException {
        SqlStore store = new SqlStore(url, nodes);
        long endNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                store.hasTables();
                return store;
            } catch (SqlFailure notYet) {
                if (System.nanoTime() > endNanos) {
                    throw notYet;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /// All statements that create the tables, in order.
    public static List<String> ddl() {
        List<String> ddl = new ArrayList<>();
        for (TpccTable table : TpccTable.values()) {
            ddl.add(table.createTable());
            table.createIndex().ifPresent(ddl::add);
        }
        ddl.add(CREATE_LOADED);
        return ddl;
    }

    @Override
    public boolean hasTables() {
        try (SqlWork work = new SqlWork(url)) {
            return work.one(_ -> true, "SELECT count(*) FROM tpcc_loaded WHERE w_id = ?", 0);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return false;
            }
            throw new SqlFailure(e);
        }
    }

    @Override
    public void createTables() {
        try (SqlWork work = new SqlWork(url)) {
            Connection connection = work.connection();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                for (String one : ddl()) {
                    statement.execute(one);
                }
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public Set<Integer> loaded(int warehouse) {
        Set<Integer> steps = new TreeSet<>();
        String sql = "SELECT step FROM tpcc_loaded WHERE w_id = ?";
        try (SqlWork work = new SqlWork(url);
                ResultSet rows = work.prepare(sql, warehouse).executeQuery()) {
            while (rows.next()) {
                steps.add(rows.getInt(1));
            }
            return steps;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public TpccLoader loader() {
        return new SqlLoader(new SqlWork(url));
    }

    @Override
    public TpccSession session(Aborts aborts) {
        return new SqlSession(new SqlWork(url), aborts);
    }

    /// Each node asks its own replicas first.
    @Override
    public List<TpccView> replicas(Instant moment) {
        return nodes.stream()
                .map(node -> (TpccView) new SqlView(new SqlWork(node), moment))
                .toList();
    }

    /// A connection of its own, for a sister driver.
    public SqlWork work() {
        return new SqlWork(url);
    }

    @Override
    public TpccView view() {
        return new SqlView(new SqlWork(url));
    }

    @Override
    public void close() {
        // Connections belong to the sessions.
    }
}
