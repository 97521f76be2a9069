package dev.isochron.bench.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// All that is measured, in the order in which it is done.
final class SqlCases {

    static final String COPY = "COPY of rows into a new table";
    static final String INDEX = "CREATE INDEX";
    static final String COUNT = "count(*)";
    static final String GROUP = "join and group";
    static final String DDL = "CREATE TABLE, DROP TABLE";
    static final String SELECT_ONLY = "pgbench -S";
    static final String SIMPLE_UPDATE = "pgbench -N";
    static final String TPCB = "pgbench TPC-B";
    static final String POINT_SELECT = "sysbench point select";
    static final String READ_WRITE = "sysbench read-write";
    static final String RANGE = "sysbench range";
    static final String INSERT = "sysbench insert";

    private static final int GROUPS = 1_000;
    private static final int BYTES_AT_A_TIME = 64 * 1024;

    private SqlCases() {}

    /// Work on many rows and on the schema; the first of them makes the rows.
    static List<SqlCase> timed(SqlPlan plan) {
        int rows = plan.rows();
        return List.of(
                new TimedWork(
                        COPY,
                        "row",
                        rows,
                        "DROP TABLE IF EXISTS item",
                        (connection, statement) -> copy(connection, statement, rows)),
                new TimedWork(
                        INDEX,
                        "row",
                        rows,
                        "DROP INDEX IF EXISTS item_kind",
                        (_, statement) ->
                                statement.execute("CREATE INDEX item_kind ON item (kind)")),
                new TimedWork(
                        COUNT,
                        "row",
                        rows,
                        "",
                        (_, statement) -> expect(statement, "SELECT count(*) FROM item", rows)),
                new TimedWork(
                        GROUP,
                        "row",
                        rows,
                        "",
                        (_, statement) ->
                                expect(
                                        statement,
                                        "SELECT sum(n) FROM (SELECT k.name, count(*) AS n,"
                                                + " sum(i.amount) AS s FROM item i JOIN kind k ON"
                                                + " k.id = i.kind GROUP BY k.name) g",
                                        rows)),
                new TimedWork(
                        DDL,
                        "statement",
                        2L * plan.tables(),
                        "",
                        (_, statement) -> ddl(statement, plan.tables())));
    }

    /// Loads by programs that are on this machine.
    static List<SqlCase> loads(SqlPlan plan) throws InterruptedException {
        List<SqlCase> cases = new ArrayList<>();
        if (ProgramLoad.isInstalled("pgbench")) {
            cases.add(ProgramLoad.pgbench(SELECT_ONLY, "select-only", plan));
            cases.add(ProgramLoad.pgbench(SIMPLE_UPDATE, "simple-update", plan));
            cases.add(ProgramLoad.pgbench(TPCB, "tpcb-like", plan));
        }
        if (ProgramLoad.isInstalled("sysbench")) {
            cases.add(ProgramLoad.sysbench(POINT_SELECT, "oltp_point_select", List.of(), plan));
            cases.add(ProgramLoad.sysbench(READ_WRITE, "oltp_read_write", List.of(), plan));
            List<String> onlyRanges = List.of("--point_selects=0", "--skip_trx=on");
            cases.add(ProgramLoad.sysbench(RANGE, "oltp_read_only", onlyRanges, plan));
            cases.add(ProgramLoad.sysbench(INSERT, "oltp_insert", List.of(), plan));
        }
        return cases;
    }

    /// The tables that loads and joins find.
    static void prepare(SqlSide side, SqlPlan plan)
            throws IOException, InterruptedException, SQLException {
        side.await();
        try (Connection connection = side.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kind (id integer PRIMARY KEY, name text NOT NULL)");
            statement.execute(
                    "INSERT INTO kind SELECT n, 'kind ' || n FROM generate_series(0, %d) AS g(n)"
                            .formatted(GROUPS - 1));
        }
        if (ProgramLoad.isInstalled("pgbench")) {
            List<String> words = new ArrayList<>(List.of("pgbench", "-i", "-q"));
            words.addAll(side.pgbenchWords());
            ProgramLoad.run(words);
        }
        if (ProgramLoad.isInstalled("sysbench")) {
            List<String> words = new ArrayList<>(List.of("sysbench", "oltp_read_write"));
            words.addAll(side.sysbenchWords());
            words.addAll(List.of("--tables=1", "--table-size=" + plan.sysbenchRows(), "prepare"));
            ProgramLoad.run(words);
        }
    }

    private static void copy(Connection connection, Statement statement, int rows)
            throws SQLException {
        connection.setAutoCommit(false);
        statement.execute(
                "CREATE TABLE item (id integer PRIMARY KEY, kind integer NOT NULL,"
                        + " amount bigint NOT NULL, note text NOT NULL)");
        CopyIn copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY item FROM STDIN");
        StringBuilder lines = new StringBuilder();
        for (int id = 0; id < rows; id++) {
            lines.append(id).append('\t').append((id * 7919L) % GROUPS).append('\t');
            lines.append(id * 31L % 10_007).append("\tnote of the item with number ");
            lines.append(id).append('\n');
            if (lines.length() > BYTES_AT_A_TIME || id == rows - 1) {
                byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
                copy.writeToCopy(bytes, 0, bytes.length);
                lines.setLength(0);
            }
        }
        copy.endCopy();
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void ddl(Statement statement, int tables) throws SQLException {
        for (int i = 0; i < tables; i++) {
            statement.execute("CREATE TABLE brief (id integer PRIMARY KEY, note text)");
            statement.execute("DROP TABLE brief");
        }
    }

    private static void expect(Statement statement, String query, long expected)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next() || rows.getLong(1) != expected) {
                throw new SQLException("a wrong answer to " + query);
            }
        }
    }
}
