package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.sql.cluster.ClusterFacts;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.cluster.Learners;
import dev.isochron.sql.cluster.Placement;
import dev.isochron.sql.cluster.PlacementRules;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What operators see of the cluster through SQL, and what they may do to it.
class ClusterStatementsTest {

    private final Fake port = new Fake();
    private final Console console = Console.over(port);

    /// A cluster of two nodes that is what it was told to be.
    private static final class Fake implements ClusterPort {
        private final List<Key> borders = new ArrayList<>();
        private final List<PlacementRules> told = new ArrayList<>();
        private boolean silent;

        @Override
        public ClusterFacts look() {
            if (silent) {
                throw SqlException.of(SqlCode.CANNOT_CONNECT_NOW, "nobody answers");
            }
            return new ClusterFacts(nodes(), shards(), jobs(), hot());
        }

        private static List<ClusterFacts.NodeFact> nodes() {
            return List.of(
                    new ClusterFacts.NodeFact(
                            1, "h:1", "zone=a", "active", true, OptionalLong.of(7)),
                    new ClusterFacts.NodeFact(
                            2, "h:2", "zone=b", "lost", false, OptionalLong.empty()));
        }

        private List<ClusterFacts.ShardFact> shards() {
            List<ClusterFacts.ShardFact> shards = new ArrayList<>();
            Key from = Key.MIN;
            for (Key border : borders) {
                shards.add(shard(shards.size() + 1, Span.of(from, border)));
                from = border;
            }
            shards.add(shard(shards.size() + 1, Span.from(from)));
            return shards;
        }

        private static ClusterFacts.ShardFact shard(int number, Span span) {
            return new ClusterFacts.ShardFact(
                    number, 4, span, List.of(1L, 2L), List.of(), Optional.of(1L), 1000, 30, "");
        }

        private static List<ClusterFacts.JobFact> jobs() {
            return List.of(new ClusterFacts.JobFact("job 3", "move shard 1", 1, 4));
        }

        private static List<ClusterFacts.HotFact> hot() {
            Key row = Key.of((byte) 0x50, (byte) 0x14, (byte) 7, (byte) 1);
            return List.of(new ClusterFacts.HotFact(row, 1, 900, 12, "shop", "UPDATE t"));
        }

        @Override
        public void splitAt(Key key, Runnable alive) {
            alive.run();
            if (key.equals(Key.of((byte) 0x50, (byte) 0x14, (byte) 99))) {
                throw SqlException.of(SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, "busy; wait");
            }
            borders.add(key);
        }

        @Override
        public void consider(Placement placement) {
            if (placement.replicas().orElse(3) > 5) {
                throw SqlException.of(
                        SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, "there are 5 nodes");
            }
        }

        /// Whoever is silent may hear later.
        @Override
        public void govern(PlacementRules rules, Runnable heard) {
            if (!silent) {
                told.add(rules);
                heard.run();
            }
        }
    }

    @Test
    void nodesShardsJobsAndHotRowsAreShown() {
        console.run("create table t (a int, b int, primary key (a, b))");
        assertEquals(
                """
                node | address | locality | standing | controller | replicas | leads | bytes\
                 | heard_ms_ago
                1 | h:1 | zone=a | active | t | 1 | 1 | 1000 | 7
                2 | h:2 | zone=b | lost | f | 1 | 0 | 1000 | ∅
                SHOW
                """,
                console.run("show nodes"));
        assertEquals(
                """
                job | description | rows_done | last_seen | progress
                job 3 | move shard 1 | ∅ | ∅ | 1 of 4 steps
                SHOW
                """,
                console.run("show jobs"));
        assertEquals(
                """
                row | shard | requests | waiting | tag | statement
                key 50140701 of table number 32 | 1 | 900 | 12 | shop | UPDATE t
                SHOW
                """,
                console.run("show hot rows"));
    }

    @Test
    void theSameIsAskedForWithSelect() {
        assertEquals(
                """
                node | replicas
                2 | 1
                SELECT 1
                """,
                console.run("select node, replicas from system.nodes where standing = 'lost'"));
        assertEquals(
                """
                progress
                #...
                SELECT 1
                """,
                console.run("select progress from system.jobs"));
        assertEquals(
                """
                requests
                900
                SELECT 1
                """,
                console.run(
                        "select h.requests from system.hot_rows h"
                                .concat(" join system.shards using (shard)")));
    }

    @Test
    void aTableIsSplitWhereItsKeysAre() {
        console.run("create table t (a int, b text, primary key (a, b))");
        console.run("create table u (a int primary key)");
        assertEquals("ALTER TABLE\n", console.run("alter table t split at (5, 'q'), (7, 'x')"));
        assertEquals("ALTER TABLE\n", console.run("alter table u split at select 3"));
        String shards = console.run("select start_key, end_key from system.shards");
        assertTrue(shards.contains("5") && shards.lines().count() == 6, shards);
        String ofU = console.run("show shards from u");
        assertEquals(4, ofU.lines().count(), ofU);
        assertTrue(ofU.contains("u (3)"), ofU);
    }

    @Test
    void whatIsNoKeyIsRefusedBeforeAnythingIsCut() {
        console.run("create table t (a int primary key)");
        assertTrue(
                console.run("alter table t split at (2, 3)")
                        .startsWith("ERROR 42601: the key of t has 1 columns"));
        assertTrue(
                console.run("alter table t split at ('x')").startsWith("ERROR 42804: "),
                "a text is no number");
        assertTrue(console.run("alter table no split at (1)").startsWith("ERROR 42P01: "));
        assertEquals(List.of(), port.borders);
    }

    @Test
    void whatATableAndADatabaseSayOfTheirReplicasIsTold() {
        console.run("create table t (a int primary key, b int)");
        console.run("create table u (a int primary key, b int)");
        console.run("create table v (a int references t, b int, primary key (a, b))");
        assertEquals(
                "ALTER TABLE\n", console.run("alter table t set (fillfactor = 70, replicas = 5)"));
        assertTrue(
                console.run("alter table t set (replica = 5)")
                        .startsWith("ERROR 22023: unrecognized parameter \"replica\""));
        assertEquals(List.of("[50, 51) 5"), ranges());
        // An index that stands alone goes with its table, and a neighbour that is alike is one.
        console.run("create index on t (b)");
        assertEquals("ALTER DATABASE\n", console.run("alter database isochron set (replicas = 3)"));
        assertEquals(List.of("[50, 51) 5", "[51, 52) 3", "[53, 54) 5"), ranges());
        console.run("alter database isochron reset (replicas)");
        console.run("drop table u");
        assertEquals(List.of("[50, 51) 5", "[53, 54) 5"), ranges());
        // Another number is another range.
        console.run("truncate t cascade");
        assertEquals(List.of("[54, 56) 5"), ranges());
        console.run("drop table t cascade");
        assertEquals(List.of(), ranges());
    }

    private List<String> ranges() {
        return port.told.getLast().ranges().stream()
                .map(one -> one.span() + " " + one.placement().replicas().orElseThrow())
                .toList();
    }

    @Test
    void aPlacementThatCannotBeIsRefusedAndChangesNothing() {
        console.run("create table t (a int primary key)");
        console.run("create table v (a int references t, b int, primary key (a, b))");
        int before = port.told.size();
        assertEquals(
                "ERROR 55000: there are 5 nodes\n",
                console.run("alter table t set (replicas = 7)"));
        assertEquals(
                "ERROR 22023: replicas is a number, not \"many\"\nat 20\n",
                console.run("alter table t set (replicas = many)"));
        assertTrue(
                console.run("alter table v set (replicas = 5)")
                        .startsWith(
                                "ERROR 42809: the rows of \"v\" are kept among those of \"t\""));
        assertTrue(
                console.run("alter database postgres set (replicas = 5)")
                        .startsWith("ERROR 0A000: the rows of database \"postgres\""));
        assertTrue(
                console.run("alter database isochron set (cheese = 5)")
                        .startsWith("ERROR 22023: unrecognized parameter"));
        assertEquals(before, port.told.size());
    }

    @Test
    void whereLeadersAreToStandIsSaidBesideHowManyReplicasThereAre() {
        console.run("create table t (a int primary key)");
        console.run("create table u (a int primary key)");
        console.run("alter database isochron set (replicas = 5)");
        console.run("alter table t set (leader_preference = 'region=eu')");
        console.run("alter table u set (replicas = 3, leader_preference = 'region=us')");
        console.run("alter table u reset (replicas)");
        List<Placement> told =
                port.told.getLast().ranges().stream().map(one -> one.placement()).toList();
        assertEquals(
                List.of(
                        new Placement(Optional.of(5), Optional.of("region=eu"), Optional.empty()),
                        new Placement(Optional.of(5), Optional.of("region=us"), Optional.empty())),
                told);
    }

    @Test
    void learnersAreSaidBesideVoters() {
        console.run("create table t (a int primary key)");
        console.run("create table u (a int primary key)");
        console.run("alter database isochron set (learners = 1)");
        console.run("alter table u set (learners = 0, replicas = 5)");
        List<Placement> told =
                port.told.getLast().ranges().stream().map(one -> one.placement()).toList();
        assertEquals(
                List.of(
                        Placement.USUAL.withLearners(Optional.of(Learners.anywhere(1))),
                        Placement.USUAL
                                .withLearners(Optional.of(Learners.anywhere(0)))
                                .withReplicas(Optional.of(5))),
                told);
    }

    @Test
    void whereLearnersAreToStandIsSaidWithHowManyThereAre() {
        console.run("create table t (a int primary key)");
        console.run("alter table t set (learners = 'zone=b')");
        assertEquals(new Learners(1, Optional.of("zone=b")), toldOfLearners());
        console.run("alter table t set (learners = '2 in region=eu')");
        assertEquals(new Learners(2, Optional.of("region=eu")), toldOfLearners());
        String shown = console.run("show create table t");
        assertTrue(shown.contains("SET (learners = '2 in region=eu');"), shown);
        String refused = console.run("alter table t set (learners = 'some')");
        assertTrue(refused.startsWith("ERROR 22023: learners is a number, a failure"), refused);
    }

    private Learners toldOfLearners() {
        return port.told.getLast().ranges().getFirst().placement().learners().orElseThrow();
    }

    @Test
    void aTableIsShownWithItsPlacementSoThatItCanBeMadeAgain() {
        console.run("create table t (a int primary key)");
        console.run("alter table t set (leader_preference = 'zone=a', replicas = 5, learners = 1)");
        String said =
                "ALTER TABLE public.t SET"
                        + " (replicas = 5, learners = 1, leader_preference = 'zone=a');";
        String shown = console.run("show create table t");
        assertTrue(shown.contains(said), shown);
        List<?> before = port.told.getLast().ranges();
        console.run("alter table t reset (leader_preference, replicas, learners)");
        assertTrue(!console.run("show create table t").contains("ALTER TABLE"));
        console.run(said);
        assertEquals(before, port.told.getLast().ranges());
    }

    @Test
    void whatTheClusterDidNotHearIsToldAgain() {
        console.run("create table t (a int primary key)");
        port.silent = true;
        console.run("alter table t set (replicas = 5)");
        port.silent = false;
        var _ = console.engine().resume(OnlineIndexTest.watch(0));
        assertEquals(List.of("[50, 51) 5"), ranges());
        int told = port.told.size();
        var _ = console.engine().resume(OnlineIndexTest.watch(0));
        assertEquals(told, port.told.size());
    }

    @Test
    void nobodyKnowsIsSaidPlainly() {
        port.silent = true;
        assertEquals("ERROR 57P03: nobody answers\n", console.run("show nodes"));
        assertTrue(console.run("show jobs").contains("not known: nobody answers"));
    }

    @Test
    void whereThereIsNoClusterThereAreNoNodes() {
        Console alone = Console.open();
        assertTrue(alone.run("show nodes").endsWith("SHOW\n"));
        alone.run("create table t (a int primary key)");
        assertTrue(alone.run("alter table t split at (1)").startsWith("ERROR 55000: "));
    }
}
