package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.shard.ShardStatus;
import dev.isochron.storage.StorageSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The store of a node is lost as a whole, in a cluster that runs for real: the node starts all the
/// same, and has everything again from the others.
@Timeout(120)
final class LostStoreTest {
    private static final int ROWS = 300;

    /// Everything goes to the disk at once, and the log is cut behind it.
    private static final ShardOptions EAGER =
            ShardOptions.USUAL.withStorage(new StorageSettings(1, 64 << 20, 20_000, 20_000));

    @TempDir Path data;

    @Test
    void aStoreThatIsCutIsPutAsideAndFilledAgain() {
        try (ThreeNodes nodes = new ThreeNodes(data, List.of(ThreeNodes.FOUR_AND_FIVE), EAGER);
                Isochron db = Isochron.connect(nodes.addresses())) {
            fill(db, 1);
            await(() -> isStored(nodes, 2), "the rows are flushed");
            nodes.restart(2, () -> cut(2));
            fill(db, ROWS + 1);
            await(() -> isWhole(nodes, 2), "node 2 has everything again");
            assertTrue(Files.exists(rows(2).resolve("lmdb.damaged").resolve("data.mdb")));
            String sound = run(ExitCode.OK, "check", "--connect", address(nodes, 1));
            assertTrue(sound.contains("on 3 replicas, all agree"), sound);
        }
    }

    @Test
    void twoOfThreeAreFilledFromTheThird() {
        try (ThreeNodes nodes = new ThreeNodes(data, List.of(), EAGER);
                Isochron db = Isochron.connect(nodes.addresses())) {
            fill(db, 1);
            await(() -> isStored(nodes, 3), "the rows are flushed");
            Runnable both =
                    () -> {
                        delete(rows(1));
                        delete(rows(2));
                    };
            nodes.restart(1, () -> nodes.restart(2, both));
            await(() -> isWhole(nodes, 1) && isWhole(nodes, 2), "both have everything again");
            assertTrue(db.snapshot().get("account", (long) ROWS).isPresent());
        }
    }

    @Test
    void whereNobodyHasAStoreAllIsDownAndSaysSo() {
        try (ThreeNodes nodes = new ThreeNodes(data, List.of(), EAGER)) {
            try (Isochron db = Isochron.connect(nodes.addresses())) {
                fill(db, 1);
            }
            Runnable all =
                    () -> {
                        delete(rows(1));
                        delete(rows(2));
                        delete(rows(3));
                    };
            nodes.restart(1, () -> nodes.restart(2, () -> nodes.restart(3, all)));
            for (int node = 1; node <= 3; node++) {
                String status = run(ExitCode.OK, "status", "--connect", address(nodes, node));
                assertTrue(status.contains("DAMAGED, has no state and fetches one: "), status);
            }
            assertTrue(shards(nodes, 1).stream().noneMatch(ShardStatus::leading));
        }
    }

    private static void fill(Isochron db, long from) {
        if (from == 1) {
            db.createTable(
                    "account",
                    t ->
                            t.required("id", ColumnType.Scalar.INT64)
                                    .required("n", ColumnType.Scalar.INT64)
                                    .key("id"));
        }
        db.run(tx -> {
            for (long id = from; id < from + ROWS; id++) {
                tx.insert(tx.row("account").with("id", id).with("n", id));
            }
        });
    }

    private Path rows(int node) {
        return data.resolve("n" + node).resolve("rows");
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As long as its first page only.
    private void cut(int node) {
        try (RandomAccessFile file =
                new RandomAccessFile(rows(node).resolve("lmdb/data.mdb").toFile(), "rw")) {
            file.setLength(4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ShardStatus> shards(ThreeNodes nodes, int node) {
        return nodes.node(node).sight().orElseThrow().node().groups().stream()
                .flatMap(group -> group.shard().stream())
                .toList();
    }

    private static boolean isStored(ThreeNodes nodes, int node) {
        return shards(nodes, node).stream().allMatch(shard -> shard.tableBytes() == 0);
    }

    private static boolean isWhole(ThreeNodes nodes, int node) {
        return shards(nodes, node).stream().allMatch(shard -> shard.damaged().isEmpty());
    }

    private static String address(ThreeNodes nodes, int node) {
        return "127.0.0.1:" + nodes.node(node).address().getPort();
    }

    private static void await(Supplier<Boolean> condition, String what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.get()) {
            assertTrue(System.nanoTime() < deadline, () -> "waiting for this: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String run(int code, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said, true);
        CommandLineEntry entry = CommandLineEntry.withInstalledSubcommands();
        entry.printTo(to, to);
        assertEquals(code, entry.run(arguments), said::toString);
        return said.toString();
    }
}
