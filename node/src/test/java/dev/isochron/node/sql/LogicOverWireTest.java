package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.logic.LogicFile;
import dev.isochron.sql.oracle.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What PostgreSQL 15 says to many statements, said by a real node over the wire: rows, names and
/// types of columns, command tags, SQLSTATEs.
@Timeout(180)
final class LogicOverWireTest {

    private static final Path FILES = Path.of("../sql-frontend");

    @TempDir static Path directory;
    private static OneNode node;

    @BeforeAll
    static void start() {
        node = new OneNode(directory.resolve("n1"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @TestFactory
    Stream<DynamicTest> aNodeSaysWhatPostgresSays() throws IOException {
        return LogicFile.all(FILES).stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> check(file)));
    }

    private static void check(LogicFile file) throws IOException {
        try (Wire wire = Wire.connect(node.port(), "postgres", "isochron")) {
            List<String> differences = file.differences(wire::ask, "isochron");
            assertEquals(
                    "", String.join("\n", differences), differences.size() + " of " + file.size());
        }
    }
}
