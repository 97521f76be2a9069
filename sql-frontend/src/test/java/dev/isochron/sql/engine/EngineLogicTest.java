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

    /// With values as parameters wherever a plan can be shared.
    @TestFactory
    Stream<DynamicTest> andSoDoPlansThatAreShared() throws IOException {
        return LogicFile.all(Path.of("")).stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> checkShared(file)));
    }

    private static void check(LogicFile file) throws IOException {
        Console console = Console.open();
        check(file, console::ask);
    }

    private static void checkShared(LogicFile file) throws IOException {
        Console console = Console.open();
        check(
                file,
                sql -> {
                    // The second makes the plan of texts like this one.
                    console.shares(sql);
                    console.shares(sql);
                    return console.ask(sql);
                });
    }

    private static void check(LogicFile file, LogicFile.Asked asked) throws IOException {
        List<String> differences = file.differences(asked, "isochron");
        assertEquals("", String.join("\n", differences), differences.size() + " of " + file.size());
    }
}
