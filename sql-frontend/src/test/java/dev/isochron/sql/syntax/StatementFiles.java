package dev.isochron.sql.syntax;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of statements: one statement to a line, continued on lines that begin with one space;
/// what follows from it stands below, four spaces in.
final class StatementFiles {

    private static final Path FOLDER = Path.of("src/test/resources/syntax");

    private StatementFiles() {}

    /// All files, by name.
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The statements of all files.
    static List<String> statements() {
        List<String> all = new ArrayList<>();
        for (Path file : files()) {
            said(file).stream().filter(part -> !isComment(part)).forEach(all::add);
        }
        return all;
    }

    /// The statements and comments of a file.
    static List<String> said(Path file) {
        List<String> parts = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.startsWith("    ")) {
                continue;
            }
            if (line.startsWith(" ") && !parts.isEmpty()) {
                parts.set(parts.size() - 1, parts.getLast() + "\n" + line);
            } else {
                parts.add(line);
            }
        }
        return parts;
    }

    /// Whether this is said to the reader only.
    static boolean isComment(String part) {
        return part.isBlank() || part.startsWith("# ");
    }

    /// The lines of a file.
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
