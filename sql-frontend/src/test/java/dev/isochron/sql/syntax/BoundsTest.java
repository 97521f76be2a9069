package dev.isochron.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is too deep, too long or no text at all is refused, and nothing overflows.
class BoundsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select %(%1%)%",
                "select %not %true%",
                "select %- %1%",
                "select %f(%1%)%",
                "select %array[%1%]%",
                "select %case when %1% then 1 end%",
                "select * from %(select * from %t%)x%",
                "select * from %(%a join b on true%)%",
                "%(%select 1%)%",
                "%select (%1%)%",
                "select 1 %union (select 1 %%)%",
                "select %a in (%1%)%",
                "select 1%+1%%",
                "select 1%::int%%",
                "select 1% is null%%",
                "select 1 from a% join b on true%%",
                "select 1% union select 1%%",
                "select a%.b%%",
                "select a%[1]%%",
                "with %x as (with %x as (select 1)%select 1)%",
                "select 1 from t group by %grouping sets (%a%)%",
                "explain %explain %select 1%",
                "prepare p as %with x as (%select 1%)%"
            })
    void anyDepthIsReadOrRefused(String pattern) throws InterruptedException {
        String[] parts = pattern.split("%", -1);
        for (int depth : new int[] {1, 100, 240, 480, 10_000, 200_000}) {
            String text =
                    parts[0]
                            + parts[1].repeat(depth)
                            + parts[2]
                            + parts[3].repeat(depth)
                            + (parts.length > 4 ? parts[4] : "");
            Throwable thrown = asASession(() -> readAndWrite(text));
            if (thrown != null) {
                SqlException refused = assertInstanceOf(SqlException.class, thrown, pattern);
                assertTrue(
                        refused.code() == SqlCode.STATEMENT_TOO_COMPLEX
                                || refused.code() == SqlCode.SYNTAX_ERROR,
                        refused.error().toString());
            }
        }
    }

    @Test
    void tenThousandParenthesesAreTooDeepAndSayWhere() {
        String text = "select " + "(".repeat(10_000) + "1" + ")".repeat(10_000);
        SqlException refused = assertThrows(SqlException.class, () -> Parser.script(text));
        assertEquals("54001", refused.code().state());
        assertEquals("stack depth limit exceeded", refused.error().message());
        assertTrue(refused.error().position() > 7);
    }

    @Test
    void longListsAreNotDeep() throws InterruptedException {
        String many = "select a in (1" + ", 1".repeat(100_000) + ")" + " and b or c".repeat(50_000);
        assertNull(asASession(() -> readAndWrite(many)));
        String rows = "insert into t values (1)" + ", (1)".repeat(100_000);
        assertNull(asASession(() -> readAndWrite(rows)));
    }

    @Test
    void aTextThatIsTooLongIsRefusedUnread() {
        String text = "select '" + "x".repeat(Lexer.MAX_LENGTH) + "'";
        SqlException refused = assertThrows(SqlException.class, () -> Parser.script(text));
        assertEquals(SqlCode.PROGRAM_LIMIT_EXCEEDED, refused.code());
    }

    @Test
    void nulIsNoCharacterOfAText() {
        SqlException refused =
                assertThrows(SqlException.class, () -> Parser.script("select 'a\0b'"));
        assertEquals(SqlCode.CHARACTER_NOT_IN_REPERTOIRE, refused.code());
    }

    @Test
    void positionsCountCharactersNotHalves() {
        SqlException refused =
                assertThrows(SqlException.class, () -> Parser.script("select '😀😀' frob frob"));
        assertEquals(18, refused.error().position());
    }

    private static void readAndWrite(String text) {
        for (Parsed one : Parser.script(text)) {
            String written = Deparser.text(one.statement());
            assertTrue(!written.isEmpty());
        }
    }

    /// Runs on a thread like those of sessions.
    private static @Nullable Throwable asASession(Runnable work) throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            try {
                                work.run();
                            } catch (SqlException | StackOverflowError e) {
                                thrown.set(e);
                            }
                        });
        thread.start();
        thread.join();
        return thrown.get();
    }
}
