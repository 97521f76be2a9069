package dev.isochron.sql.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.fake.FakeCluster;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.session.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// EXPLAIN ANALYZE of a change tells of its commit if Sync follows, in whatever pieces it arrives.
class CommitToldTest {

    private static final String EXPLAIN = "EXPLAIN (ANALYZE, TIMING OFF) INSERT INTO t VALUES (1)";

    private static Engine engine() {
        FakeCluster cluster = new FakeCluster(1, List.<Key>of(KeySpace.USERS.from()));
        return new SqlEngine(Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1")));
    }

    private static Script begun() {
        return new Script()
                .startup(Opening.VERSION_3, Map.of("user", "tom", "database", "isochron"))
                .query("CREATE TABLE t (id int PRIMARY KEY)");
    }

    private static List<String> answers(Script script, int piece) {
        return new Tape(script, piece, engine()).play();
    }

    private static boolean tells(List<String> answers) {
        return answers.contains("row Commit: shards=2 written=1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void theCommitIsToldOf(int piece) {
        Script script = begun().parse("", EXPLAIN).bind("", "").execute("", 0).sync();
        List<String> answers = answers(script.query("SELECT count(*) FROM t"), piece);
        assertTrue(tells(answers), answers::toString);
        assertEquals(1, answers.stream().filter("done EXPLAIN"::equals).count());
        assertTrue(answers.contains("row 1"), answers::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void whoeverAsksBeforeTheCommitIsToldOfTheRestAlone(int piece) {
        Script script = begun().parse("", EXPLAIN).bind("", "").execute("", 0).flush().sync();
        List<String> answers = answers(script, piece);
        assertFalse(tells(answers), answers::toString);
        assertTrue(answers.contains("done EXPLAIN"), answers::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000})
    void amongOthersTheCommitIsYetToCome(int piece) {
        Script script = begun().parse("", "INSERT INTO t VALUES (2)").bind("", "").execute("", 0);
        script.parse("", EXPLAIN).bind("", "").execute("", 0).sync();
        List<String> answers = answers(script, piece);
        assertFalse(tells(answers), answers::toString);
    }
}
