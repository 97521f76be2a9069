package dev.isochron.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    /// Syncs a file as often as it is told.
    static final class Syncing implements Child.Service {
        private final FileChannel file;

        private Syncing(Path path) throws IOException {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }

        public static void main(String[] args) {
            Child.run(() -> new Syncing(Path.of(args[0])));
        }

        @Override
        public String greeting() {
            return "hello";
        }

        @Override
        public String answer(List<String> order) throws IOException {
            int times = Integer.parseInt(order.getFirst());
            for (int i = 0; i < times; i++) {
                file.write(ByteBuffer.wrap(new byte[] {1}), i);
                file.force(false);
            }
            return "done";
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Test
    void ordersAreAnsweredAndEverySyncBetweenTwoReadingsIsCounted() throws Exception {
        try (ChildProcess child = ChildProcess.start(command("file", true), directory)) {
            assertEquals("hello", child.greeting());
            child.ask("5", PATIENCE);
            Usage before = child.usage();
            assertEquals("done", child.ask("17", PATIENCE));
            Usage after = child.usage();
            child.ask("3", PATIENCE);
            assertEquals(17, child.syncsBetween(before, after));
            assertTrue(after.cpuNanos() >= before.cpuNanos());
            assertTrue(after.allocatedBytes() > before.allocatedBytes());
        }
    }

    @Test
    void anOrderThatFailsIsAnErrorAndTheChildLivesOn() throws Exception {
        try (ChildProcess child = ChildProcess.start(command("file", false), directory)) {
            IOException refused =
                    assertThrows(IOException.class, () -> child.ask("many", PATIENCE));
            assertTrue(refused.toString().contains("\"many\""), refused::toString);
            assertEquals("done", child.ask("1", PATIENCE));
        }
    }

    @Test
    void aChildThatCannotStartSaysWhy() {
        IOException failed =
                assertThrows(
                        IOException.class,
                        () -> ChildProcess.start(command("no/such/place", false), directory));
        assertTrue(failed.toString().contains("no/such/place"), failed::toString);
        assertTrue(failed.toString().contains("did not start"), failed::toString);
    }

    /// The kernel closes a dead parent's end of the pipe; here it is closed by hand.
    @Test
    void aChildEndsWithItsParent() throws Exception {
        Process process =
                new ProcessBuilder(command("file", false).words())
                        .redirectError(directory.resolve("stderr").toFile())
                        .start();
        try {
            assertEquals("@ready hello", process.inputReader().readLine());
            OutputStream pipe = process.getOutputStream();
            pipe.close();
            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private ChildCommand command(String file, boolean countSyncs) {
        return new ChildCommand(
                "child", Syncing.class, List.of(directory.resolve(file).toString()), countSyncs);
    }
}
