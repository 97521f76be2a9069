package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.isochron.node.sql.SqlOptions.Trust;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/// Programs that people use, against a real node. Those that are not on this machine are skipped.
@Timeout(180)
final class ClientsTest {
    @TempDir static Path directory;
    private static OneNode node;

    @BeforeAll
    static void start() throws SQLException {
        node = new OneNode(directory.resolve("n1"));
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL DEFAULT 'none',"
                            + " price numeric(8,2) CHECK (price > 0), UNIQUE (name))");
            statement.execute(
                    "CREATE TABLE sale (item_id int REFERENCES item (id), number serial,"
                            + " PRIMARY KEY (item_id, number))");
            statement.execute("INSERT INTO item VALUES (1, 'one', 1.5), (2, 'two', 2.5)");
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void psqlDescribesTables() throws IOException, InterruptedException {
        Program.assume("psql", "psql", "--version");
        String said =
                Program.run(
                        node,
                        directory,
                        List.of(
                                "psql",
                                "-v",
                                "ON_ERROR_STOP=1",
                                "-c",
                                "\\d",
                                "-c",
                                "\\d item",
                                "-c",
                                "\\d sale",
                                "-c",
                                "\\d+ item",
                                "-c",
                                "\\dt",
                                "-c",
                                "\\di",
                                "-c",
                                "\\dn",
                                "-c",
                                "\\l",
                                "-c",
                                "\\du",
                                "-c",
                                "\\ds"));
        for (String expected :
                List.of(
                        "\"item_pkey\" PRIMARY KEY, btree (id)",
                        "\"item_name_key\" UNIQUE CONSTRAINT, btree (name)",
                        "\"item_price_check\" CHECK ((price > 0))",
                        "FOREIGN KEY (item_id) REFERENCES item(id)",
                        "TABLE \"sale\" CONSTRAINT",
                        "nextval('sale_number_seq'::regclass)",
                        "numeric(8,2)")) {
            assertTrue(said.contains(expected), () -> "no " + expected + " in " + said);
        }
    }

    @Test
    void psqlCopiesBothWays() throws IOException, InterruptedException {
        Program.assume("psql", "psql", "--version");
        Path rows = Files.writeString(directory.resolve("rows.csv"), "id,a\n1,x\n2,\"y,z\"\n");
        String said =
                Program.run(
                        node,
                        directory,
                        List.of(
                                "psql",
                                "-v",
                                "ON_ERROR_STOP=1",
                                "-c",
                                "CREATE TABLE copied (id int PRIMARY KEY, a text)",
                                "-c",
                                "\\copy copied FROM '" + rows + "' WITH (FORMAT csv, HEADER)",
                                "-c",
                                "COPY (SELECT a, id FROM copied ORDER BY id) TO STDOUT"));
        assertTrue(said.contains("COPY 2\nx\t1\ny,z\t2\n"), said);
    }

    @Test
    void aDriverAndItsPoolDoWhatProgramsDo() throws SQLException, IOException {
        try (Connection connection = node.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE item SET price = price + 1 WHERE id = 1");
                Savepoint savepoint = connection.setSavepoint();
                SQLException twice =
                        assertThrows(
                                SQLException.class,
                                () -> statement.executeUpdate("INSERT INTO item VALUES (1, 'x')"));
                assertEquals("23505", twice.getSQLState());
                connection.rollback(savepoint);
                connection.commit();
            }
            connection.setAutoCommit(true);
            assertEquals("2.50", one(connection, "SELECT price FROM item WHERE id = 1"));
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO sale (item_id) VALUES (?)",
                            Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 10; i++) {
                    insert.setInt(1, 2);
                    insert.addBatch();
                }
                assertEquals(10, insert.executeBatch().length);
                ResultSet keys = insert.getGeneratedKeys();
                assertTrue(keys.next());
            }
            long copied =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "COPY item (id, name) FROM STDIN",
                                    new StringReader("10\tten\n11\televen\n"));
            assertEquals(2, copied);
            try (ResultSet tables =
                    connection.getMetaData().getTables(null, "public", "item", null)) {
                assertTrue(tables.next());
            }
        }
        pooled();
    }

    @Test
    void aDriverDescribesTheCatalog() throws SQLException {
        try (Connection connection = node.connect()) {
            DatabaseMetaData about = connection.getMetaData();
            assertEquals(
                    List.of("id", "name", "price"),
                    column(about.getColumns(null, "public", "item", null), "COLUMN_NAME"));
            assertEquals(
                    List.of("1", "2"),
                    column(about.getColumns(null, "public", "sale", "%"), "ORDINAL_POSITION"));
            assertEquals(
                    List.of("item_id", "number"),
                    column(about.getPrimaryKeys(null, "public", "sale"), "COLUMN_NAME"));
            assertEquals(
                    List.of("1", "2"),
                    column(about.getPrimaryKeys(null, "public", "sale"), "KEY_SEQ"));
            assertEquals(
                    List.of("name", "id"),
                    column(about.getIndexInfo(null, "public", "item", true, true), "COLUMN_NAME"));
            assertEquals(
                    List.of("id"),
                    column(
                            about.getBestRowIdentifier(
                                    null, "public", "item", DatabaseMetaData.bestRowSession, false),
                            "COLUMN_NAME"));
            assertEquals(
                    List.of("id"),
                    column(about.getImportedKeys(null, "public", "sale"), "PKCOLUMN_NAME"));
            assertEquals(
                    List.of("item_id"),
                    column(about.getExportedKeys(null, "public", "item"), "FKCOLUMN_NAME"));
        }
    }

    @Test
    void aDriverListsWhatThereIs() throws SQLException {
        try (Connection connection = node.connect()) {
            DatabaseMetaData about = connection.getMetaData();
            assertTrue(column(about.getTypeInfo(), "TYPE_NAME").contains("numeric"));
            assertTrue(column(about.getSchemas(), "TABLE_SCHEM").contains("public"));
            assertTrue(column(about.getCatalogs(), "TABLE_CAT").contains("isochron"));
            assertEquals(
                    List.of("sale_item_id_fkey"),
                    column(
                            about.getCrossReference(null, "public", "item", null, "public", "sale"),
                            "FK_NAME"));
            assertEquals(List.of(), column(about.getProcedures(null, null, "%"), "PROCEDURE_NAME"));
            assertTrue(
                    column(about.getFunctionColumns(null, null, "upper", "%"), "FUNCTION_NAME")
                            .contains("upper"));
            assertTrue(
                    column(about.getTablePrivileges(null, "public", "item"), "PRIVILEGE")
                            .contains("SELECT"));
            assertTrue(
                    column(about.getFunctions(null, null, "upper"), "FUNCTION_NAME")
                            .contains("upper"));
            assertEquals(
                    List.of("item"),
                    column(
                            about.getTables(null, "public", "item", new String[] {"TABLE"}),
                            "TABLE_NAME"));
        }
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(name)));
            }
        }
        return values;
    }

    private static void pooled() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + node.port() + "/isochron?user=isochron");
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 10; i++) {
                try (Connection connection = pool.getConnection()) {
                    connection.setReadOnly(true);
                    connection.setAutoCommit(false);
                    assertEquals("2", one(connection, "SELECT id FROM item WHERE name = 'two'"));
                    connection.commit();
                }
            }
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return String.valueOf(rows.getString(1));
        }
    }

    @Test
    void psycopg2RunsTransactions() throws IOException, InterruptedException {
        Program.assume("psycopg2", "/usr/bin/python3", "-c", "import psycopg2");
        Path script =
                Files.writeString(
                        directory.resolve("script.py"),
                        """
                        import io, psycopg2
                        c = psycopg2.connect("")
                        cur = c.cursor()
                        cur.execute("CREATE TABLE py (id int PRIMARY KEY, t text, a int[])")
                        cur.execute("INSERT INTO py VALUES (%s, %s, %s)", (1, "é", [1, 2]))
                        c.commit()
                        cur.execute("SAVEPOINT s")
                        try:
                            cur.execute("SELECT nothing")
                        except psycopg2.Error as e:
                            print(e.pgcode)
                            cur.execute("ROLLBACK TO s")
                        cur.copy_expert("COPY py (id) FROM STDIN", io.StringIO("2\\n3\\n"))
                        c.commit()
                        cur.execute("SELECT id, t, a FROM py ORDER BY id")
                        print(cur.fetchall())
                        """);
        String said = Program.run(node, directory, List.of("/usr/bin/python3", script.toString()));
        assertEquals("42703\n[(1, 'é', [1, 2]), (2, None, None), (3, None, None)]\n", said);
    }

    @Test
    void sysbenchReadsAndWrites() throws IOException, InterruptedException {
        Program.assume("sysbench", "sysbench", "--version");
        for (String step : List.of("prepare", "run", "cleanup")) {
            String said =
                    Program.run(
                            node,
                            directory,
                            List.of(
                                    "sysbench",
                                    "oltp_read_write",
                                    "--db-driver=pgsql",
                                    "--pgsql-host=127.0.0.1",
                                    "--pgsql-port=" + node.port(),
                                    "--pgsql-user=isochron",
                                    "--pgsql-db=isochron",
                                    "--tables=1",
                                    "--table-size=100",
                                    "--threads=1",
                                    "--events=20",
                                    "--time=60",
                                    step));
            assertTrue(!said.contains("FATAL"), said);
        }
    }

    /// Loads a hundred thousand rows.
    @Test
    @Tag("large")
    void pgbenchRunsInAllItsModes() throws IOException, InterruptedException {
        Program.assume("pgbench", "pgbench", "--version");
        Program.run(node, directory, List.of("pgbench", "-i", "-q"));
        for (String mode : List.of("simple", "extended", "prepared")) {
            for (String kind : List.of("select-only", "simple-update", "tpcb-like")) {
                String said =
                        Program.run(
                                node,
                                directory,
                                List.of(
                                        "pgbench",
                                        "-n",
                                        "-M",
                                        mode,
                                        "-b",
                                        kind,
                                        "-c",
                                        "2",
                                        "-t",
                                        "50",
                                        "--max-tries=100"));
                assertTrue(said.contains("number of failed transactions: 0"), said);
            }
        }
    }

    @Test
    void usersProveTheirPasswords() throws SQLException {
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER ann PASSWORD 'secret'");
        }
        node.close();
        node = new OneNode(directory.resolve("n1"), Trust.NOBODY);
        try {
            node.connect("ann", "secret").close();
            SQLException wrong =
                    assertThrows(SQLException.class, () -> node.connect("ann", "x").close());
            assertEquals("28P01", wrong.getSQLState());
            assertThrows(SQLException.class, () -> node.connect("isochron", "x").close());
        } finally {
            node.close();
            node = new OneNode(directory.resolve("n1"));
        }
    }
}
