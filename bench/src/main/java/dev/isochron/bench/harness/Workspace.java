package dev.isochron.bench.harness;

import dev.isochron.node.cli.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/// The directory of one run: data and logs of its child processes. It goes when the run is done,
/// unless it is to be kept.
public final class Workspace implements AutoCloseable {

    /// File systems in memory, on which a sync costs nothing and would measure nothing.
    private static final Set<String> NO_DISK = Set.of("tmpfs", "ramfs");

    /// Unlike `/tmp`, which many systems keep in memory, this lies on a disk.
    private static final Path USUAL = Path.of("/var/tmp");

    private final Path directory;
    private int number;
    private boolean keep;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    /// Creates a directory of its own below `parent`, or complains that it is not fit for it.
    public static Workspace below(Path parent) throws IOException {
        String remedy = "Name a directory on the disk to measure with --dir.";
        if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw new Complaint(
                    "There is no directory here to write in", parent.toString(), remedy);
        }
        String fileSystem = Files.getFileStore(parent).type();
        if (NO_DISK.contains(fileSystem)) {
            String what = "A sync costs nothing on a file system in memory, " + fileSystem;
            throw new Complaint(what, parent.toString(), remedy);
        }
        return new Workspace(Files.createTempDirectory(parent, "isochron-bench-"));
    }

    /// Where to work when nobody says.
    public static Path usualParent() {
        return Files.isWritable(USUAL) ? USUAL : Path.of(System.getProperty("java.io.tmpdir"));
    }

    public Path directory() {
        return directory;
    }

    /// Creates a directory in this one.
    public Path directory(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    /// Different at every call, for names.
    public synchronized int number() {
        return ++number;
    }

    /// Leaves everything in place: something failed, and the logs say what.
    public void keep() {
        keep = true;
    }

    @Override
    public void close() throws IOException {
        if (!keep) {
            delete(directory);
        }
    }

    /// Deletes a directory with all that is in it.
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
