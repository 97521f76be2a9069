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
    void namesAndParametersAndTheKindsOfValuesAre() {
        String key = key("select a from t where b = 1");
        assertNotEquals(key, key("select a from u where b = 1"));
        assertNotEquals(key, key("select a from t where b = $1"));
        assertNotEquals(key, key("select a from t where b = 1.0"));
        assertNotEquals(key, key("select a from t where b = '1'"));
        assertNotEquals(key, key("select a from t where b = 3000000000"));
        assertNotEquals(key, key("select \"A\" from t where b = 1"));
    }

    @Test
    void tokensThatDoNotTouchDoNotRunTogether() {
        assertNotEquals(key("select a - - 1"), key("select a -- 1\n"));
        assertNotEquals(key("select \"a b\""), key("select a b"));
        assertNotEquals(key("select \"a\" \"b\""), key("select \"a\"\" \"\"b\""));
    }

    @Test
    void literalsKeepTheirValuesAndWhereTheyStood() {
        Fingerprint fingerprint =
                Fingerprint.of("select '😀', -7, 1e3, e'\\x41' from t limit 9999999999")
                        .orElseThrow();
        assertEquals(
                List.of(
                        new Literal(Sort.STRING, "😀", 8),
                        new Literal(Sort.INT4, "7", 14),
                        new Literal(Sort.NUMERIC, "1e3", 17),
                        new Literal(Sort.STRING, "A", 22),
                        new Literal(Sort.INT8, "9999999999", 43)),
                fingerprint.literals());
    }

    @Test
    void onlySingleQueriesAndChangesHaveOne() {
        assertTrue(Fingerprint.of("select 1; select 2").isEmpty());
        assertTrue(Fingerprint.of("create table t (a numeric(10, 2))").isEmpty());
        assertTrue(Fingerprint.of("begin").isEmpty());
        assertTrue(Fingerprint.of("select 'unterminated").isEmpty());
        assertTrue(Fingerprint.of("").isEmpty());
        assertTrue(Fingerprint.of("select 1" + " + 1".repeat(300)).isEmpty());
        assertTrue(Fingerprint.of("select " + " ".repeat(9000) + "1").isEmpty());
    }

    private static String key(String text) {
        return Optional.of(text).flatMap(Fingerprint::of).map(Fingerprint::key).orElseThrow();
    }
}
