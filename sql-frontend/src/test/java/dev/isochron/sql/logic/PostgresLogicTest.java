package dev.isochron.sql.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.oracle.Postgres;
import dev.isochron.sql.oracle.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The files say what PostgreSQL 15 says. `-Drewrite` takes it down.
class PostgresLogicTest {

    @TestFactory
    Stream<DynamicTest> theFilesSayWhatPostgresSays() throws IOException {
        return LogicFile.all(Path.of("")).stream()
                .map(file -> DynamicTest.dynamicTest(file.name(), () -> check(file)));
    }

    private static void check(LogicFile file) throws IOException {
        try (Wire wire = Postgres.connect()) {
            wire.ask("drop schema if exists logic_" + file.name() + " cascade");
            if (System.getProperty("rewrite") != null) {
                file.rewrite(wire::ask);
            } else {
                assertEquals("", String.join("\n", file.differences(wire::ask, "postgres")));
            }
        }
    }
}
