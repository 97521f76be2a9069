package dev.isochron.node.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.client.Snapshot;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.metrics.NodeMetrics;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Text;
import dev.isochron.storage.StorageSettings;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Replicas that differ, in a cluster that runs for real: found by hand, and found by the leader.
@Timeout(120)
class ComparisonTest {
    private static final int ROWS = 500;
    private static final int DAMAGED = 321;
    private static final int MOST_BYTES = 4 << 20;

    /// Everything goes to the disk at once.
    private static final ShardOptions EAGER =
            ShardOptions.USUAL.withStorage(new StorageSettings(1, 64 << 20, 20_000, 20_000));

    @Test
    void aRowThatDamageHidIsNamedWithTheReplicaThatLacksIt(@TempDir Path data) {
        try (ThreeNodes nodes = new ThreeNodes(data, List.of(ThreeNodes.FOUR_AND_FIVE), EAGER);
                Isochron db = Isochron.connect(nodes.addresses())) {
            fill(db);
            String sound = check(ExitCode.OK, nodes);
            assertTrue(sound.contains("on 3 replicas, all agree"), sound);

            int follower = follower(nodes);
            await(() -> isStored(nodes, follower), "the rows are flushed");
            nodes.restart(follower, () -> hide(rowsOf(nodes, follower)));

            String found = check(ExitCode.FAILED, nodes);
            assertTrue(found.contains("account (" + DAMAGED + ") at "), found);
            assertTrue(found.contains("node " + follower + " (odd one out): "), found);
            assertEquals(1, found.split("odd one out", -1).length - 1, found);
            Snapshot snapshot = db.snapshot();
            assertTrue(snapshot.get("account", 1L).isPresent());
            Timestamp now = snapshot.timestamp().orElseThrow();
            String moment = check(ExitCode.FAILED, nodes, "--at", now.toString());
            assertTrue(moment.contains("account (" + DAMAGED + ") at " + now), moment);
        }
    }

    @Test
    void theLeaderFindsItByItself(@TempDir Path data) {
        try (ThreeNodes nodes = new ThreeNodes(data, List.of(), EAGER);
                Isochron db = Isochron.connect(nodes.addresses())) {
            fill(db);
            int follower = follower(nodes);
            await(() -> isStored(nodes, follower), "the rows are flushed");
            nodes.restart(follower, () -> hide(rowsOf(nodes, follower)));
            for (int node = 1; node <= 3; node++) {
                nodes.node(node).inspect(Duration.ofMillis(50));
            }
            await(() -> whoFound(nodes) > 0, "whoever leads now reports it");
            int leader = whoFound(nodes);
            String status = run(ExitCode.OK, "status", "--connect", address(nodes, leader));
            assertTrue(status.contains(" rows, 1 DIFFER, see isochron check"), status);
            Set<String> documented =
                    Set.of(
                            "isochron_shard_checked_seconds",
                            "isochron_shard_checked_rows",
                            "isochron_shard_check_differences",
                            "isochron_shard_check_silent");
            List<String> shown =
                    NodeMetrics.of(sight(nodes, leader)).stream()
                            .map(metric -> metric.getMetadata().getName())
                            .toList();
            assertTrue(shown.containsAll(documented), shown::toString);
        }
    }

    /// Leadership may have moved while the follower was away.
    private static int whoFound(ThreeNodes nodes) {
        for (int node = 1; node <= 3; node++) {
            boolean found =
                    sight(nodes, node).inspections().values().stream()
                            .anyMatch(report -> report.differences() == 1);
            if (found) {
                return node;
            }
        }
        return 0;
    }

    private static void fill(Isochron db) {
        db.createTable(
                "account",
                t ->
                        t.required("id", ColumnType.Scalar.INT64)
                                .required("note", Text.UNLIMITED)
                                .key("id"));
        db.run(tx -> {
            for (long id = 1; id <= ROWS; id++) {
                tx.insert(tx.row("account").with("id", id).with("note", note(id)));
            }
        });
    }

    private static String note(long id) {
        return "the row of " + id + ".";
    }

    private static NodeMetrics.Sight sight(ThreeNodes nodes, int node) {
        return nodes.node(node).sight().orElseThrow();
    }

    /// Of the shard that has the row.
    private static int leader(ThreeNodes nodes) {
        for (int node = 1; node <= 3; node++) {
            boolean leads =
                    sight(nodes, node).node().groups().stream()
                            .filter(group -> group.shard().isPresent())
                            .reduce((_, last) -> last)
                            .filter(group -> group.shard().get().leading())
                            .isPresent();
            if (leads) {
                return node;
            }
        }
        throw new AssertionError("nobody leads");
    }

    private static int follower(ThreeNodes nodes) {
        return leader(nodes) == 3 ? 2 : 3;
    }

    private static String address(ThreeNodes nodes, int node) {
        return "127.0.0.1:" + nodes.node(node).address().getPort();
    }

    private static Path rowsOf(ThreeNodes nodes, int node) {
        return nodes.directory(node).resolve("rows").resolve("lmdb").resolve("data.mdb");
    }

    private static boolean isStored(ThreeNodes nodes, int node) {
        return sight(nodes, node).node().groups().stream()
                        .flatMap(group -> group.shard().stream())
                        .allMatch(shard -> shard.tableBytes() == 0)
                && !places(rowsOf(nodes, node)).isEmpty();
    }

    /// A bit of the row's key changes, in every page that has it, so that it looks like another
    /// version of the row before: the row is not found any more, and nothing tells.
    private static void hide(Path file) {
        try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
            for (long place : places(file)) {
                pages.seek(place);
                pages.write((DAMAGED & 0xFF) ^ 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the last byte of the row's key stands in a file, which is a hole for the most part.
    private static List<Long> places(Path file) {
        byte[] pages = new byte[MOST_BYTES];
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
            from.readFully(pages, 0, (int) Math.min(pages.length, from.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = new String(pages, StandardCharsets.ISO_8859_1);
        List<Long> places = new ArrayList<>();
        for (int at = text.indexOf(note(DAMAGED));
                at > 0;
                at = text.indexOf(note(DAMAGED), at + 1)) {
            int key = text.lastIndexOf("V" + (char) 0x50, at);
            int id = text.indexOf("" + (char) (DAMAGED >> 8) + (char) (DAMAGED & 0xFF), key);
            if (id > 0 && id < key + 8) {
                places.add(id + 1L);
            }
        }
        return places;
    }

    private static void await(Supplier<Boolean> condition, String what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.get()) {
            assertTrue(System.nanoTime() < deadline, () -> "waiting for this: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String check(int expected, ThreeNodes nodes, String... more) {
        List<String> words = new ArrayList<>(List.of("check", "--connect", address(nodes, 1)));
        words.addAll(List.of(more));
        return run(expected, words.toArray(String[]::new));
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
