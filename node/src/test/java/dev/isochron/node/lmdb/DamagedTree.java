package dev.isochron.node.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.client.compare.Comparison;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.read.Lookup;
import dev.isochron.truetime.Timestamp;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// A process of its own that reads an LMDB file whose pages were damaged: LMDB trusts them, and may
/// take the process down.
final class DamagedTree {

    private static final LmdbSettings SETTINGS = new LmdbSettings(1 << 20, 1 << 20, 1024);
    private static final int ROWS = 2_000;
    private static final int META_BYTES = 2 * 4096;
    private static final int MOST_BYTES = 1 << 20;
    private static final Timestamp WRITTEN = new Timestamp(10);
    private static final Timestamp NOW = new Timestamp(100);

    private DamagedTree() {}

    /// What came of reading all rows.
    enum Outcome {
        FINE,
        REFUSED,
        MISSING,
        WRONG
    }

    /// Prints an outcome a line, for the flips `from` to `until`.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        int from = Integer.parseInt(arguments[1]);
        int until = Integer.parseInt(arguments[2]);
        Path data = directory.resolve("lmdb").resolve("data.mdb");
        Path whole = directory.resolve("whole");
        if (!Files.exists(whole)) {
            fill(directory);
            Files.write(whole, used(data));
        }
        byte[] bytes = Files.readAllBytes(whole);
        for (int flip = from; flip < until; flip++) {
            byte[] damaged = bytes.clone();
            SplittableRandom chance = new SplittableRandom(flip);
            int at = META_BYTES + chance.nextInt(damaged.length - META_BYTES);
            damaged[at] ^= (byte) (1 << chance.nextInt(Byte.SIZE));
            try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
                file.write(damaged);
            }
            System.out.println(flip + " begins");
            System.out.println(flip + " " + read(directory));
        }
    }

    /// The file is as large as its map, and a hole for the most part.
    private static byte[] used(Path data) throws IOException {
        byte[] first = new byte[MOST_BYTES];
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "r")) {
            file.readFully(first, 0, (int) Math.min(first.length, file.length()));
        }
        int end = first.length;
        while (end > META_BYTES && first[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(first, end);
    }

    private static void fill(Path directory) {
        try (LmdbStore store = LmdbStore.open(directory, SETTINGS)) {
            var _ = filled(store);
        }
    }

    private static ReplicaStore filled(OrderedStore store) {
        Storage storage = Storage.open(store, 1, StorageSettings.USUAL);
        Optional<ReplicaStore> there = storage.replica(new ShardId(1));
        if (there.isPresent()) {
            return there.get();
        }
        if (storage.admit(new ShardId(1), Span.ALL)
                instanceof Admission.Admitted(ReplicaStore replica)) {
            for (int i = 0; i < ROWS; i++) {
                replica.put(key(i), WRITTEN, row(i).getBytes(UTF_8));
            }
            replica.freeze(new byte[] {1});
            StorageJob job = storage.startJob().orElseThrow();
            job.write();
            job.sync();
            storage.completed(job);
            return replica;
        }
        throw new IllegalStateException("an empty store has room");
    }

    /// Reads every row, and compares the replica with two that are whole.
    private static String read(Path directory) throws InterruptedException {
        Outcome outcome = Outcome.FINE;
        try (LmdbStore store = LmdbStore.open(directory, SETTINGS);
                MemoryStore sound = new MemoryStore()) {
            ReplicaStore replica =
                    Storage.open(store, 1, StorageSettings.USUAL).replicas().getFirst();
            for (int i = 0; i < ROWS; i++) {
                outcome = worse(outcome, read(replica, i));
            }
            return outcome + " " + compare(List.of(filled(sound), filled(sound), replica));
        } catch (StoreRefused refused) {
            return Outcome.REFUSED + " at its opening";
        } catch (RuntimeException mistake) {
            return worse(outcome, Outcome.REFUSED) + " by an error";
        }
    }

    private static String compare(List<ReplicaStore> replicas) throws InterruptedException {
        StoredReplicas nodes = new StoredReplicas(replicas);
        ShardReport report =
                new Comparison(nodes, nodes, Comparison.Manner.FAST, nodes.entry(), NOW)
                        .run(Optional.of(NOW));
        boolean blamesIt =
                report.findings().stream().allMatch(one -> one.odd().equals(List.of(3L)));
        if (!report.silent().isEmpty()) {
            return report.silent().keySet().equals(Set.of(3L)) ? "silent" : "blames others";
        }
        return report.isClean() ? "alike" : blamesIt ? "found" : "blames others";
    }

    private static Outcome read(ReplicaStore replica, int i) {
        try {
            return switch (replica.read(key(i), NOW)) {
                case Lookup.Value(_, byte[] row) ->
                        row(i).equals(new String(row, UTF_8)) ? Outcome.FINE : Outcome.WRONG;
                default -> Outcome.MISSING;
            };
        } catch (RequestFailed failed) {
            return Outcome.REFUSED;
        }
    }

    private static Outcome worse(Outcome a, Outcome b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static String row(int i) {
        return "row " + i + " ".repeat(100);
    }

    private static Key key(int i) {
        return Key.of(ByteBuffer.allocate(Integer.BYTES).putInt(i + 1).array());
    }
}
