package dev.isochron.bench.tpcc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/// Aborts are counted by what stays the same from one to the next.
class AttemptsTest {

    @Test
    void ourAbortsNameTheRuleAndTheTable() {
        SQLException why =
                failed(
                        "ERROR: the transaction was aborted in favour of another, because it is"
                                + " older: row district (3, 7), exclusive; the other is x17.2");
        assertEquals(
                "40001 the transaction was aborted in favour of another, because it is older",
                Attempts.rule(why));
        assertEquals("district", Attempts.table(why));
    }

    @Test
    void aRowWithoutANameIsARow() {
        SQLException why = failed("ERROR: aborted: row 50140151, exclusive; the other is x17.2");
        assertEquals("40001 aborted", Attempts.rule(why));
        assertEquals("a row", Attempts.table(why));
    }

    @Test
    void othersAbortsNameWhatTheySay() {
        SQLException why = failed("ERROR: could not serialize access due to concurrent update");
        assertEquals(
                "40001 could not serialize access due to concurrent update", Attempts.rule(why));
        assertEquals("", Attempts.table(why));
    }

    private static SQLException failed(String message) {
        return new SQLException(message, "40001");
    }
}
