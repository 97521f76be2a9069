package dev.isochron.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The checkout: every text file that people write, read once.
final class SourceTree {

    private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", "target", "node_modules");

    private static final List<String> TEXT_ENDINGS =
            List.of(
                    ".java",
                    ".md",
                    ".xml",
                    ".proto",
                    ".sh",
                    ".yml",
                    ".yaml",
                    ".properties",
                    ".txt");

    private static final List<String> TEXT_NAMES =
            List.of("isochron", "run", "jvm.flags", "short.flags");

    private final Path root;
    private final List<SourceFile> files;

    private SourceTree(Path root, List<SourceFile> files) {
        this.root = root;
        this.files = files;
    }

    /// The tree that this test runs in: the nearest folder above that holds `mvnw`.
    static SourceTree ofThisCheckout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no mvnw in any folder above the test's");
            }
            folder = parent;
        }
        return under(folder);
    }

    /// The tree whose root is the given folder.
    static SourceTree under(Path root) {
        List<SourceFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Collector(root, found));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the tree under " + root, e);
        }
        found.sort(Comparator.comparing(SourceFile::path));
        return new SourceTree(root, List.copyOf(found));
    }

    List<SourceFile> files() {
        return files;
    }

    List<SourceFile> java() {
        return files.stream().filter(SourceFile::isJava).toList();
    }

    List<SourceFile> markdown() {
        return files.stream().filter(SourceFile::isMarkdown).toList();
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    SourceFile file(String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + path + " under " + root));
    }

    /// The folders that hold Java sources, test folders included.
    Set<String> javaFolders() {
        Set<String> folders = new TreeSet<>();
        java().forEach(file -> folders.add(file.folder()));
        return folders;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<SourceFile> found;

        Collector(Path root, List<SourceFile> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped = SKIPPED_FOLDERS.contains(folder.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String name = file.getFileName().toString();
            if (TEXT_NAMES.contains(name) || TEXT_ENDINGS.stream().anyMatch(name::endsWith)) {
                String path = root.relativize(file).toString().replace('\\', '/');
                found.add(new SourceFile(path, Files.readString(file)));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
