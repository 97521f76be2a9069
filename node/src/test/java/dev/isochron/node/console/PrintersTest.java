package dev.isochron.node.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Results look as people and programs expect.
class PrintersTest {

    private static final List<Listener.Column> COLUMNS =
            List.of(
                    new Listener.Column("id", 20),
                    new Listener.Column("name", 25),
                    new Listener.Column("ok", 16));

    @Test
    void tablesAreAlignedNumbersAtTheRight() {
        assertEquals(
                """
                 id | name | ok
                ----+------+----
                  1 | a    | t
                 22 | 中b  | f
                    | x   +|
                    | y    |
                (3 rows)

                """,
                printed(Format.TABLE));
    }

    @Test
    void expandedTablesHaveALineToAValue() {
        assertEquals(
                """
                -[ RECORD 1 ]----
                id   | 1
                name | a
                ok   | t
                """,
                printed(Format.EXPANDED).lines().limit(4).reduce("", (a, b) -> a + b + "\n"));
    }

    @Test
    void csvTellsNullFromNothing() {
        assertEquals("id,name,ok\r\n1,a,t\r\n22,中b,f\r\n,\"x\ny\",\r\n", printed(Format.CSV));
    }

    @Test
    void jsonKeepsNumbersAndTruth() {
        assertEquals(
                """
                [{"id": 1, "name": "a", "ok": true},
                 {"id": 22, "name": "中b", "ok": false},
                 {"id": null, "name": "x\\ny", "ok": null}]
                """,
                printed(Format.JSON));
    }

    private static String printed(Format format) {
        StringWriter text = new StringWriter();
        Printer printer = format.printer(new PrintWriter(text));
        printer.begin(COLUMNS);
        printer.row(row("1", "a", "t"));
        printer.row(row("22", "中b", "f"));
        printer.row(row(null, "x\ny", null));
        printer.end();
        return text.toString();
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return new ArrayList<>(Arrays.asList(values));
    }
}
