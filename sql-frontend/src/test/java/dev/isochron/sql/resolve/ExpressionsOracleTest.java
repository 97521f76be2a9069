package dev.isochron.sql.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.oracle.Oracle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Expressions have the value, the type and the error that PostgreSQL gives them.
class ExpressionsOracleTest {

    private static final int MADE = 6000;

    @Test
    void expressionsOfTheListAreWorthWhatTheyAreInPostgres() throws SQLException {
        try (Oracle oracle = Oracle.connect()) {
            Comparing comparing = new Comparing(oracle);
            for (String line : lines()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    comparing.compare(line);
                }
            }
            assertEquals("", comparing.differences());
        }
    }

    @Test
    void operatorsOnValuesAtTheEdgeAreWorthWhatTheyAreInPostgres() throws SQLException {
        long seed = Long.getLong("expressions.seed", 1);
        int made = Integer.getInteger("expressions.made", MADE);
        SplittableRandom chance = new SplittableRandom(seed);
        try (Oracle oracle = Oracle.connect()) {
            Comparing comparing = new Comparing(oracle);
            Made expressions = new Made(chance);
            for (int i = 0; i < made && comparing.differing() < 40; i++) {
                comparing.compare(expressions.next());
            }
            assertEquals(
                    "",
                    comparing.differences(),
                    () -> "after " + comparing.count() + " with -Dexpressions.seed=" + seed);
        }
    }

    private static List<String> lines() {
        try (InputStream in = ExpressionsOracleTest.class.getResourceAsStream("expressions.txt")) {
            if (in == null) {
                throw new IllegalStateException("expressions.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
