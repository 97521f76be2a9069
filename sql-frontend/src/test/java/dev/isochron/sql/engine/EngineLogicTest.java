package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.logic.LogicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What PostgreSQL 15 says to many statements, said by the engine.
class EngineLogicTest {

    @TestFactory
    Stream<DynamicTest> theEngineSaysWhatPostgresSays() throws IOException {
        return LogicFile.all(Path.of("")).stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> check(file)));
    }

    private static void check(LogicFile file) throws IOException {
        Console console = Console.open();
        List<String> differences = file.differences(console::ask, "isochron");
        assertEquals("", String.join("\n", differences), differences.size() + " of " + file.size());
    }
}
