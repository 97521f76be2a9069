package dev.isochron.node.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a script comes to, at a server that says what it was told.
class ScriptTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void statementsRunInOrderAndTheirResultsArePrinted() throws IOException {
        assertTrue(run("\\format csv\nsay a;\nsay\nb; say c", true));
        assertEquals("said\r\nsay a;\r\nsaid\r\n\"say\nb;\"\r\nsaid\r\nsay c\r\n", out.toString());
    }

    @Test
    void anErrorStopsAScriptUnlessToldOtherwise() throws IOException {
        assertFalse(run("fail now; say a;", true));
        assertEquals("", out.toString());
        assertEquals(
                """
                ERROR:  no  (42601)
                LINE 1: fail now;
                             ^
                HINT:  try again
                """,
                err.toString());
        assertFalse(run("fail now; say a;", false));
        assertTrue(out.toString().contains("say a;"));
    }

    @Test
    void aCommandBehindAStatementSaysHowToRunIt() throws IOException {
        assertTrue(run("\\format csv\nsay a \\g\nsay\nb\n\\g", true));
        assertEquals("said\r\nsay a\r\nsaid\r\n\"say\nb\"\r\n", out.toString());
        assertTrue(run("say c \\gx\nsay '\\';", true));
        assertTrue(out.toString().contains("said | say c"), out.toString());
        assertTrue(out.toString().contains("say '\\';"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void watchingEndsWithTheFirstFailure() throws IOException {
        assertFalse(run("fail now \\watch 3600\nsay a;", true));
        assertEquals("", out.toString());
        assertFalse(run("say a \\watch never", true));
        assertTrue(err.toString().contains("\\watch takes a number of seconds"), err::toString);
    }

    @Test
    void otherCommandsStandAlone() throws IOException {
        assertFalse(run("say a \\timing", true));
        assertTrue(err.toString().contains("\\timing cannot stand behind"), err::toString);
        assertTrue(run("say a; \\q\nfail now;", true));
    }

    @Test
    void rowsForCopyFollowTheStatement() throws IOException {
        assertTrue(run("copy;\n1\n2\n\\.\nsay a;", true));
        assertTrue(out.toString().startsWith("COPY 1\n2\n"), out.toString());
    }

    @Test
    void aRefusedLoginSaysWhy() {
        Line.Refusal refusal =
                assertThrows(
                        Line.Refusal.class,
                        () -> {
                            try (ToyServer server = new ToyServer()) {
                                Line.open(server.address().withDatabase("none")).close();
                            }
                        });
        assertEquals("database \"none\" does not exist", refusal.getMessage());
    }

    @Test
    void aPersonWhoseServerLeavesIsConnectedToTheNextOne() throws IOException {
        try (ToyServer first = new ToyServer();
                ToyServer second = new ToyServer();
                Desk desk =
                        new Desk(
                                Line.open(first.address()),
                                List.of(second.address()),
                                Format.TABLE,
                                new Desk.Papers(
                                        new PrintWriter(out), new PrintWriter(err), () -> null))) {
            assertFalse(desk.run("leave;"));
            assertTrue(desk.run("hello;"));
            assertEquals(second.address(), desk.line().address());
        }
        assertTrue(err.toString().contains("is not known"), err::toString);
    }

    @Test
    void aScriptWhoseServerLeavesEnds() {
        assertThrows(IOException.class, () -> run("leave;\nhello;\n", false));
    }

    @Test
    void plainWordsAreUnderstoodAsTheShellsOwn() {
        assertEquals("\\q", StatementParser.meant("exit"));
        assertEquals("\\q", StatementParser.meant(" QUIT; "));
        assertEquals("\\?", StatementParser.meant("help"));
        assertEquals("select exit;", StatementParser.meant("select exit;"));
    }

    private boolean run(String text, boolean stop) throws IOException {
        BufferedReader lines = new BufferedReader(new StringReader(text));
        try (ToyServer server = new ToyServer();
                Desk desk =
                        new Desk(
                                Line.open(server.address()),
                                List.of(),
                                Format.TABLE,
                                new Desk.Papers(
                                        new PrintWriter(out),
                                        new PrintWriter(err),
                                        () -> Script.next(lines)))) {
            return new Script(desk, lines, stop).run();
        }
    }
}
