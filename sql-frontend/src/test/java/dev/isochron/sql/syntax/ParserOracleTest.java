package dev.isochron.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.oracle.Postgres;
import dev.isochron.sql.oracle.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What is read and what is refused, in which words and where, is as PostgreSQL 15 has it.
///
/// Each statement is sent with a second one behind it that cannot be read: PostgreSQL reads all of
/// a text before it runs any, so nothing is run, and the error is at the second one exactly if the
/// first is right.
class ParserOracleTest {

    private static final String WRONG = "\n;selct";
    private static final int MUTATIONS = Integer.getInteger("rounds", 4_000);
    private static final long SEED = Long.getLong("seed", 4);

    /// Words of our own.
    private static final List<String> OURS =
            List.of(
                    "interleave",
                    "split",
                    "(replicas",
                    "(leader_preference",
                    "as of system time",
                    "shards",
                    "hot rows",
                    "show create",
                    "jobs",
                    "nodes");

    /// What PostgreSQL 15 reads, and refuses with the same code as soon as it means something.
    private static final List<String> LATER =
            List.of(
                    "number of columns does not match number of values",
                    "is out of range for type bigint",
                    "at or near \"deferrable\"",
                    "at or near \"initially\"");

    @Test
    void statementsOfTheFilesAreReadAsInPostgres() throws IOException {
        compare(StatementFiles.statements(), Function.identity());
    }

    @Test
    void statementsThatAreAlmostRightAreReadAsInPostgres() throws IOException {
        Mutations mutations = new Mutations(SEED, StatementFiles.statements());
        Set<String> texts = new LinkedHashSet<>();
        while (texts.size() < MUTATIONS) {
            texts.add(mutations.next());
        }
        compare(List.copyOf(texts), ParserOracleTest::state);
    }

    /// Where several errors are equally near, another one may be named.
    private static String state(String outcome) {
        return outcome.endsWith("\"selct\"") ? "read" : outcome.substring(0, 5);
    }

    private static void compare(List<String> texts, Function<String, String> part)
            throws IOException {
        List<String> differences = new ArrayList<>();
        try (Wire wire = Postgres.connect()) {
            for (String text : texts) {
                String ours = ours(text + WRONG);
                if (isTooFine(text)
                        || isOurs(text)
                        || ours.startsWith("0A000")
                        || ours.startsWith("54001")) {
                    continue;
                }
                String wanted = wanted(wire, text + WRONG);
                boolean later = LATER.stream().anyMatch(ours::contains);
                if (!part.apply(wanted).equals(part.apply(ours)) && !later) {
                    differences.add(text + "\n  PostgreSQL: " + wanted + "\n  Isochron:   " + ours);
                }
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    /// A word like AND names a column at the end of a text, and SET TIME ZONE takes no key word.
    private static boolean isTooFine(String text) {
        return text.matches("(?is).*\\b(and|or|like|is|in|collate)\\s*")
                || text.matches("(?is).*set\\s+time\\s+zone.*");
    }

    private static boolean isOurs(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT).replaceAll("\\s+", " ");
        return OURS.stream().anyMatch(lower::contains);
    }

    private static String ours(String text) {
        try {
            Parser.script(text);
            return "read";
        } catch (SqlException e) {
            return e.code().state() + " " + e.error().position() + " " + e.error().message();
        }
    }

    private static String wanted(Wire wire, String text) throws IOException {
        return wire.ask(text).getLast() instanceof Wire.Outcome.Failed failed
                ? failed.state() + " " + failed.position() + " " + failed.message()
                : "read";
    }
}
