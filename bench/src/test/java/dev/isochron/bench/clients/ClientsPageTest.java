package dev.isochron.bench.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a script said, read as verdicts, and the page made of them.
class ClientsPageTest {

    private static final String SAID =
            """
            client psql 15.6 (Debian 15.6-0)
            step one
            CREATE TABLE
            step two
            psql:/tmp/psql.sql:48: ERROR:  cursors are not supported
            HINT:  none | at all
            """;

    @Test
    void theLastStepOfAScriptIsTheOneThatFailed() {
        assertEquals(
                List.of(
                        Verdict.passed("psql 15.6", "one"),
                        new Verdict("psql 15.6", "two", "ERROR: cursors are not supported")),
                ScriptTrial.verdicts("psql", new Program(false, SAID)));
    }

    @Test
    void aScriptThatEndsWellPassesAllOfItsSteps() {
        assertTrue(
                ScriptTrial.verdicts("psql", new Program(true, SAID)).stream()
                        .allMatch(Verdict::passed));
    }

    @Test
    void aScriptThatDoesNotEvenBeginSaysWhy() {
        assertEquals(
                List.of(new Verdict("pg", "begins", "no such module")),
                ScriptTrial.verdicts("pg", new Program(false, "no such module\n")));
    }

    @Test
    void aPageHasALineForEachStepAndNamesWhoIsNotThere() {
        String page =
                ClientsPage.of(
                        List.of(
                                Verdict.passed("psql 15.6", "one"),
                                Verdict.failed("psql 15.6", "two", "a | b")),
                        List.of("asyncpg"));
        assertTrue(page.contains("| psql 15.6 | one | passes |\n|  | two | fails: a \\| b |\n"));
        assertTrue(page.endsWith("Not on that machine: asyncpg.\n"), page);
    }
}
