package dev.isochron.sql.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.error.SqlException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What settings take, how they are shown, and what undoing a transaction undoes.
final class SettingValuesTest {
    private final SettingValues values = new SettingValues(Map.of());

    @Test
    void numbersHaveUnits() {
        assertSets("statement_timeout", "1500", "1500ms");
        assertSets("statement_timeout", "10s", "10s");
        assertSets("statement_timeout", " 2 min ", "2min");
        assertSets("statement_timeout", "0.5s", "500ms");
        assertSets("statement_timeout", "0", "0");
        assertSets("extra_float_digits", "3", "3");
        assertSets("work_mem", "64MB", "64MB");
    }

    @Test
    void wrongValuesAreNamed() {
        assertRefused("22023", "statement_timeout", "soon");
        assertRefused("22023", "statement_timeout", "5 parsec");
        assertRefused("22023", "statement_timeout", "-1");
        assertRefused("22023", "extra_float_digits", "4");
        assertRefused("22023", "default_transaction_read_only", "perhaps");
        assertRefused("22023", "client_min_messages", "loud");
        assertRefused("22023", "TimeZone", "Europe/Nowhere");
        assertRefused("0A000", "client_encoding", "LATIN1");
        assertRefused("0A000", "DateStyle", "German");
        assertRefused("42704", "no_such_thing", "1");
        assertRefused("42704", "isochron.no_such_thing", "1");
        assertRefused("55P02", "server_version", "16");
        assertRefused("22023", "isochron.read_token", "isochron1.AAAA");
    }

    @Test
    void namesAreFoundWhateverTheirCase() {
        assertSets("timezone", "europe/berlin", "Europe/Berlin");
        assertSets("TIMEZONE", "-5", "<-05>+05");
        assertSets("datestyle", "iso", "ISO, MDY");
        assertSets("client_encoding", "'utf-8'", "UTF8");
    }

    @Test
    void whatHasADotBelongsToWhoeverMadeItUp() {
        assertSets("my.thing", "x", "x");
    }

    @Test
    void localLastsUntilTheEndOfTheTransaction() {
        values.set("application_name", "a", false);
        values.set("application_name", "b", true);
        assertEquals("b", values.value("application_name"));
        values.forgetLocal();
        assertEquals("a", values.value("application_name"));
    }

    @Test
    void undoingRestores() {
        values.set("application_name", "a", false);
        SettingValues.Mark mark = values.mark();
        values.set("application_name", "b", false);
        values.set("statement_timeout", "1s", true);
        values.restore(mark);
        assertEquals("a", values.value("application_name"));
        assertEquals("0", values.value("statement_timeout"));
    }

    @Test
    void resettingGoesBackToWhereTheSessionBegan() {
        SettingValues started = new SettingValues(Map.of("application_name", "begun"));
        started.set("application_name", "later", false);
        started.reset("application_name", false);
        assertEquals("begun", started.value("application_name"));
    }

    @Test
    void changesAreReportedOnce() {
        assertTrue(values.unreported().containsKey("server_version"));
        assertEquals(Map.of(), values.unreported());
        values.set("application_name", "x", false);
        values.set("work_mem", "1MB", false);
        assertEquals(Map.of("application_name", "x"), values.unreported());
    }

    private void assertSets(String name, String value, String shown) {
        values.set(name, value, false);
        assertEquals(shown, values.shown(name));
    }

    private void assertRefused(String state, String name, String value) {
        SqlException refused =
                assertThrows(SqlException.class, () -> values.set(name, value, false));
        assertEquals(state, refused.code().state(), refused.error().message());
    }
}
