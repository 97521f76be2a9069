package dev.isochron.node.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Statements end at semicolons that stand for themselves.
class PiecesTest {

    @Test
    void semicolonsEndStatements() {
        assertEquals(
                new Pieces(List.of("select 1;", "select\n2;"), " select"),
                Pieces.of("select 1; select\n2; select"));
    }

    @Test
    void andSoDoCommandsUpToTheEndOfTheirLine() {
        assertEquals(
                new Pieces(List.of("select 1 \\watch 2;", "select '\\';", "\\x"), "\n"),
                Pieces.of("select 1 \\watch 2;\nselect '\\'; \\x\n"));
        assertEquals(9, Pieces.command("select 1 \\g").orElseThrow());
        assertTrue(Pieces.command("select '\\';").isEmpty());
    }

    @Test
    void butNotInStringsNamesCommentsAndDollarQuotes() {
        for (String whole :
                List.of(
                        "select 'a;''b;';",
                        "select e'a\\';';",
                        "select some'';",
                        "select \"a;\"\";\";",
                        "select 1 -- ; \n;",
                        "select /* ; /* ; */ ; */ 1;",
                        "select $$ ; $a$ ; $$;",
                        "select $a$ ; $$ ; $a$;",
                        "select a$1;")) {
            assertEquals(new Pieces(List.of(whole), ""), Pieces.of(whole), whole);
        }
    }

    @Test
    void whatHasNoEndWaitsForMore() {
        for (String open :
                List.of("select 'a;", "select \"a;", "/* a;", "select $$;", "select 1", "e'\\';")) {
            Pieces pieces = Pieces.of(open);
            assertTrue(pieces.complete().isEmpty(), open);
            assertFalse(pieces.isDone() && !open.startsWith("/*"), open);
        }
    }

    @Test
    void spacesAndCommentsAreNothingToWaitFor() {
        assertTrue(Pieces.of("select 1; -- that was it\n /* all */ ").isDone());
        assertTrue(Pieces.of("").isDone());
    }
}
