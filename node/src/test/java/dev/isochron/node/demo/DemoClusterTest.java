package dev.isochron.node.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.console.Address;
import dev.isochron.node.console.Line;
import dev.isochron.node.console.Listener;
import dev.isochron.node.console.Told;
import dev.isochron.node.process.ConsoleOperator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--chaos` does to a demo is felt, and survived.
class DemoClusterTest {

    @TempDir private Path directory;

    @Test
    void theLeaderMayBeKilledStoppedOrCutOff() throws IOException, InterruptedException {
        StringWriter told = new StringWriter();
        try (DemoCluster cluster =
                        new DemoCluster(
                                directory,
                                3,
                                id -> new ConsoleOperator(new PrintWriter(told), id.toString()));
                DemoSql sql = new DemoSql(cluster, 0)) {
            int killed = cluster.leader();
            assertEquals("CREATE TABLE", answer(sql, killed, "CREATE TABLE t (a integer)"));
            sql.stop(killed);
            cluster.node(killed).kill();
            int other = killed % 3 + 1;
            assertEquals("INSERT 0 1", answer(sql, other, "INSERT INTO t VALUES (1)"));
            assertNotEquals(killed, cluster.leader());
            cluster.restart(killed);
            sql.restart(killed);
            assertEquals("1", answer(sql, killed, "SELECT count(*) FROM t"));

            int paused = cluster.leader();
            cluster.pause(paused, Duration.ofSeconds(1));
            assertEquals("INSERT 0 1", answer(sql, paused % 3 + 1, "INSERT INTO t VALUES (2)"));

            int cut = cluster.leader();
            cluster.node(cut).setApart(true);
            assertEquals("INSERT 0 1", answer(sql, cut % 3 + 1, "INSERT INTO t VALUES (3)"));
            cluster.node(cut).setApart(false);
            assertEquals("3", answer(sql, cut, "SELECT count(*) FROM t"));
        }
        assertTrue(!told.toString().contains("fault"), told::toString);
    }

    /// The last value or tag.
    private static String answer(DemoSql sql, int node, String statement) throws IOException {
        Address address =
                new Address("127.0.0.1", sql.ports().get(node - 1), "isochron", "isochron", null);
        Answers answers = new Answers();
        try (Line line = Line.open(address)) {
            line.run(statement, answers);
        }
        return answers.values.isEmpty() ? answers.tag : answers.values.getLast();
    }

    private static final class Answers implements Listener {
        private final List<String> values = new ArrayList<>();
        private String tag = "";

        @Override
        public void columns(List<Column> columns) {
            values.clear();
        }

        @Override
        public void row(List<@Nullable String> row) {
            values.add(String.valueOf(row.getFirst()));
        }

        @Override
        public void done(String done) {
            tag = done;
        }

        @Override
        public void failed(Told error) {
            tag = error.message();
        }

        @Override
        public void notice(Told notice) {
            // Not asked for.
        }

        @Override
        public byte @Nullable [] copyIn() {
            return null;
        }

        @Override
        public void copyOut(byte[] piece) {
            throw new AssertionError("nothing is copied");
        }
    }
}
