package dev.isochron.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A tree made text and read again is the same tree.
class DeparserTest {

    @Test
    void aTreeMadeTextAndReadAgainIsTheSameTree() {
        int count = 0;
        for (Statement statement : statements()) {
            String text = Deparser.text(statement);
            List<Parsed> again = Parser.script(text);
            assertEquals(1, again.size(), text);
            assertEquals(
                    TreeText.withoutPositions(statement),
                    TreeText.withoutPositions(again.getFirst().statement()),
                    text);
            count++;
        }
        assertTrue(count > 300, "only " + count + " statements were tried");
    }

    @Test
    void textMadeOfATreeIsMadeOfItAgain() {
        for (Statement statement : statements()) {
            String text = Deparser.text(statement);
            assertEquals(text, Deparser.text(Parser.script(text).getFirst().statement()));
        }
    }

    @Test
    void parenthesesStandWhereOperatorsCouldBeTakenApart() {
        assertEquals(
                "((a + b) * c) = ANY ('{1}'::integer[])",
                Deparser.text(Parser.expression("(a+b)*c = any('{1}'::int[])")));
        assertEquals(
                "(a IS NOT NULL) AND (NOT b)",
                Deparser.text(Parser.expression("a is not null and not b")));
    }

    @Test
    void namesAreQuotedWhereTheyNeedIt() {
        assertEquals(
                "SELECT \"A b\".\"select\", x AS \"left\" FROM \"table\" AS \"q\"\"q\"",
                Deparser.text(
                        Parser.statement(
                                        "select \"A b\".\"select\", x as left"
                                                + " from \"table\" \"q\"\"q\"")
                                .orElseThrow()));
    }

    private static List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        for (String text : StatementFiles.statements()) {
            try {
                Parser.script(text).forEach(one -> all.add(one.statement()));
            } catch (SqlException _) {
                // Errors are the business of another test.
            }
        }
        return all;
    }
}
