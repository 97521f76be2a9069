package dev.isochron.bench.clients;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.isochron.bench.clients.LibraryTrial.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jooq.Constants;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.postgresql.PGConnection;
import org.postgresql.util.DriverInfo;

/// The libraries for Java, which this program brings along.
final class JavaTrials {

    private JavaTrials() {}

    static List<Trial> all() {
        return List.of(
                new LibraryTrial("pgjdbc " + DriverInfo.DRIVER_VERSION, driver()),
                new LibraryTrial("HikariCP " + version("com.zaxxer/HikariCP"), pool()),
                new LibraryTrial("jOOQ " + Constants.FULL_VERSION, jooq()));
    }

    /// As Maven wrote it into the library.
    private static String version(String artifact) {
        String name = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream in = JavaTrials.class.getResourceAsStream(name)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "");
        } catch (IOException unreadable) {
            return "";
        }
    }

    /// Work on a connection.
    @FunctionalInterface
    private interface Work {
        void on(Connection connection, Statement statement) throws Exception;
    }

    private static Step connected(Work work) {
        return site -> {
            try (Connection connection = DriverManager.getConnection(site.url());
                    Statement statement = connection.createStatement()) {
                work.on(connection, statement);
            }
        };
    }

    private static void expect(boolean right, String what) throws SQLException {
        if (!right) {
            throw new SQLException("a wrong answer: " + what);
        }
    }

    private static Map<String, Step> driver() {
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put(
                "batches, generated keys",
                connected((connection, statement) -> {
                    statement.execute(
                            "CREATE TABLE jdbc (id serial PRIMARY KEY, n int, t text, a int[])");
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO jdbc (n, t) VALUES (?, ?)",
                                    Statement.RETURN_GENERATED_KEYS)) {
                        for (int i = 0; i < 20; i++) {
                            insert.setInt(1, i);
                            insert.setString(2, "t" + i);
                            insert.addBatch();
                        }
                        expect(insert.executeBatch().length == 20, "batch");
                        expect(insert.getGeneratedKeys().next(), "generated keys");
                    }
                }));
        steps.put("savepoints, errors with SQLSTATE", connected(JavaTrials::savepoints));
        steps.put(
                "fetch size (portals that give some rows at a time)",
                connected((connection, statement) -> {
                    connection.setAutoCommit(false);
                    statement.setFetchSize(3);
                    int rows = 0;
                    try (ResultSet found = statement.executeQuery("SELECT id FROM jdbc")) {
                        while (found.next()) {
                            rows++;
                        }
                    }
                    expect(rows == 20, "rows " + rows);
                    connection.commit();
                }));
        steps.put("`COPY`, arrays, cancel by timeout", connected(JavaTrials::copyAndCancel));
        steps.put(
                "metadata: tables, columns, keys, indexes, types, functions, schemas",
                connected((connection, _) -> metadata(connection.getMetaData())));
        return steps;
    }

    private static void savepoints(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint();
        try {
            statement.execute("INSERT INTO jdbc (id) VALUES (1)");
            throw new SQLException("nothing was refused");
        } catch (SQLException e) {
            expect("23505".equals(e.getSQLState()), "another error: " + e);
        }
        connection.rollback(savepoint);
        connection.commit();
    }

    private static void copyAndCancel(Connection connection, Statement statement)
            throws SQLException, IOException {
        long copied =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY jdbc (id, n) FROM STDIN",
                                new StringReader("100\t1\n101\t2\n"));
        expect(copied == 2, "copied " + copied);
        Object array = connection.createArrayOf("int4", new Integer[] {1, 2});
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE jdbc SET a = ? WHERE id = 100")) {
            update.setObject(1, array);
            expect(update.executeUpdate() == 1, "array");
        }
        statement.setQueryTimeout(1);
        try {
            statement.execute(
                    "SELECT count(*) FROM jdbc a, jdbc b, jdbc c, jdbc d, jdbc e,"
                            + " jdbc f, jdbc g");
            throw new SQLException("nothing was cancelled");
        } catch (SQLException e) {
            expect("57014".equals(e.getSQLState()), "another error: " + e);
        }
    }

    private static void metadata(DatabaseMetaData about) throws SQLException {
        expect(about.getTables(null, "public", "jdbc", null).next(), "tables");
        expect(about.getColumns(null, "public", "jdbc", null).next(), "columns");
        expect(about.getPrimaryKeys(null, "public", "jdbc").next(), "keys");
        expect(about.getIndexInfo(null, "public", "jdbc", true, true).next(), "indexes");
        expect(!about.getImportedKeys(null, "public", "jdbc").next(), "imported keys");
        expect(!about.getExportedKeys(null, "public", "jdbc").next(), "exported keys");
        expect(about.getTypeInfo().next(), "types");
        expect(about.getFunctions(null, null, "upper").next(), "functions");
        expect(about.getSchemas().next(), "schemas");
        expect(about.getTablePrivileges(null, "public", "jdbc").next(), "privileges");
    }

    private static Map<String, Step> pool() {
        return Map.of(
                "a pool of read-only transactions, connections checked",
                site -> {
                    HikariConfig config = new HikariConfig();
                    config.setJdbcUrl(site.url());
                    config.setMaximumPoolSize(2);
                    try (HikariDataSource pool = new HikariDataSource(config)) {
                        for (int i = 0; i < 10; i++) {
                            try (Connection connection = pool.getConnection();
                                    Statement statement = connection.createStatement()) {
                                connection.setReadOnly(true);
                                connection.setAutoCommit(false);
                                statement.execute("SELECT count(*) FROM jdbc");
                                connection.commit();
                            }
                        }
                    }
                });
    }

    private static Map<String, Step> jooq() {
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put(
                "tables, inserts with `RETURNING`, merges, nested transactions",
                connected((connection, _) -> {
                    DSLContext dsl = DSL.using(connection);
                    Table<?> table = DSL.table(DSL.name("jooq_t"));
                    Field<Integer> id = DSL.field(DSL.name("id"), SQLDataType.INTEGER);
                    Field<String> text = DSL.field(DSL.name("t"), SQLDataType.VARCHAR(20));
                    dsl.createTable(table).column(id).column(text).primaryKey(id).execute();
                    dsl.insertInto(table, id, text).values(1, "a").returning(id).fetchOne();
                    dsl.insertInto(table, id, text)
                            .values(1, "b")
                            .onConflict(id)
                            .doUpdate()
                            .set(text, "c")
                            .execute();
                    dsl.transaction(outer ->
                            outer.dsl()
                                    .transaction(inner ->
                                            inner.dsl().update(table).set(text, "d").execute()));
                    expect("d".equals(dsl.select(text).from(table).fetchSingle(text)), "update");
                }));
        steps.put(
                "`meta()`: what it knows of schemas and tables",
                connected((connection, _) ->
                        expect(
                                !DSL.using(connection).meta().getTables("jooq_t").isEmpty(),
                                "meta")));
        return steps;
    }
}
