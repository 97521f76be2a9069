package dev.isochron.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.syntax.Fingerprint.Literal;
import dev.isochron.sql.syntax.Fingerprint.Sort;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The key of a statement is what it is without the values written into it.
class FingerprintTest {

    @Test
    void valuesAndSpacesAndCaseAndCommentsAreNoPartOfTheKey() {
        assertEquals(
                key("select * from t where a = 1 and b = 'x'"),
                key("SELECT  *\nfrom T where a=42 /* here */ and b='it''s' ;"));
    }

    @Test
    void namesAre() {
        String key = key("select a from t where b = 1");
        assertNotEquals(key, key("select a from u where b = 1"));
        assertNotEquals(key, key("select \"A\" from t where b = 1"));
    }

    @Test
    void tokensThatDoNotTouchDoNotRunTogether() {
        assertNotEquals(key("select a - - 1"), key("select a -- 1\n"));
        assertNotEquals(key("select \"a b\""), key("select a b"));
        assertNotEquals(key("select \"a\" \"b\""), key("select \"a\"\" \"\"b\""));
    }

    @Test
    void theKeyIsAStatementWithParameters() {
        Fingerprint print =
                Fingerprint.of(
                                "SELECT '😀', -7, 1e3, e'\\x41' FROM \"T\" WHERE a > 9999999999"
                                        + " and b = date '2026-01-31' limit 5")
                        .orElseThrow();
        assertEquals(
                "select $1 , - $2 , $3 , $4 from \"T\" where a > $5"
                        + " and b = date '2026-01-31' limit 5 ",
                print.key());
        assertEquals(
                List.of(
                        new Literal(Sort.STRING, "😀"),
                        new Literal(Sort.INT4, "7"),
                        new Literal(Sort.NUMERIC, "1e3"),
                        new Literal(Sort.STRING, "A"),
                        new Literal(Sort.INT8, "9999999999")),
                print.literals());
    }

    @Test
    void whatDecidesAPlanStaysAsItIs() {
        for (String text :
                List.of(
                        "select a from t order by 1 ",
                        "select a from t group by 1 having a > 5 ",
                        "select a :: numeric ( 10 , 2 ) from t ",
                        "select a from t where b = interval '1 day' ",
                        "select a from t where b ~ '^x' ",
                        "select a from t where b like 'x%' ",
                        "select a from t where b = 'Tomorrow' ")) {
            assertEquals(new Fingerprint(text, List.of()), Fingerprint.of(text).orElseThrow());
        }
    }

    @Test
    void aPlaceOfTheKeyIsFoundInTheText() {
        String text = ";; SELECT  '😀',\n b  FROM t";
        Fingerprint print = Fingerprint.of(text).orElseThrow();
        assertEquals(
                text.codePointCount(0, text.indexOf('b')) + 1,
                print.positionIn(text, print.key().indexOf('b') + 1));
    }

    @Test
    void onlySingleQueriesAndChangesHaveOne() {
        assertTrue(Fingerprint.of("select 1; select 2").isEmpty());
        assertTrue(Fingerprint.of("create table t (a numeric(10, 2))").isEmpty());
        assertTrue(Fingerprint.of("begin").isEmpty());
        assertTrue(Fingerprint.of("select $1").isEmpty());
        assertTrue(Fingerprint.of("select 'unterminated").isEmpty());
        assertTrue(Fingerprint.of("").isEmpty());
        assertTrue(Fingerprint.of("select 1" + " + 1".repeat(300)).isEmpty());
        assertTrue(Fingerprint.of("select " + " ".repeat(9000) + "1").isEmpty());
    }

    private static String key(String text) {
        return Optional.of(text).flatMap(Fingerprint::of).map(Fingerprint::key).orElseThrow();
    }
}
