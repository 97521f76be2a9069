package dev.isochron.bench.log;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadGenerator;
import dev.isochron.bench.harness.LoadResult;
import dev.isochron.bench.harness.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The raw limit: the same bytes, written and synced in one process, no network and no replicas.
///
/// Orders: a [RawPattern], then a load order.
final class RawDisk implements Child.Service {

    /// A log's size: small enough to prepare quickly, and coming round soon does no harm, since the
    /// disk is told of each write all the same.
    private static final long LOG_BYTES = 128L << 20;

    private final PreallocatedLog alone;
    private final PreallocatedLog shared;
    private final GroupCommit groupCommit;

    RawDisk(Path directory, long logBytes) throws IOException {
        alone = new PreallocatedLog(directory.resolve("alone.log"), logBytes);
        shared = new PreallocatedLog(directory.resolve("shared.log"), logBytes);
        groupCommit = new GroupCommit(shared);
    }

    /// The child process; its argument is the directory to write in.
    public static void main(String[] args) {
        Child.run(() -> new RawDisk(Path.of(args[0]), LOG_BYTES));
    }

    static String order(RawPattern pattern, LoadOrder load) {
        return pattern + " " + load.words();
    }

    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) throws InterruptedException {
        RawPattern pattern = RawPattern.valueOf(order.getFirst());
        LoadOrder load = LoadOrder.parse(order.subList(1, order.size()));
        if (!(load.load() instanceof Load.Closed closed)) {
            throw new IllegalArgumentException("the raw disk takes closed loads only");
        }
        return run(pattern, closed, load.payload()).encoded();
    }

    LoadResult run(RawPattern pattern, Load.Closed load, byte[] payload)
            throws InterruptedException {
        return switch (pattern) {
            case ONE_WRITER -> LoadGenerator.run(load, (_, end) -> writeAlone(payload, end));
            case WRITERS -> LoadGenerator.runBlocking(load, () -> appendAndWait(payload));
            case CALLBACKS -> LoadGenerator.run(load, (_, end) -> groupCommit.append(payload, end));
        };
    }

    private void writeAlone(byte[] payload, Operation.Completion end) {
        try {
            alone.append(payload);
            alone.sync();
            end.succeeded();
        } catch (IOException failed) {
            end.failed(failed);
        }
    }

    private void appendAndWait(byte[] payload) {
        CompletableFuture<Void> synced = new CompletableFuture<>();
        groupCommit.append(
                payload,
                new Operation.Completion() {
                    @Override
                    public void succeeded() {
                        synced.complete(null);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        synced.completeExceptionally(cause);
                    }
                });
        synced.join();
    }

    @Override
    public void close() {
        groupCommit.close();
        try {
            alone.close();
            shared.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
