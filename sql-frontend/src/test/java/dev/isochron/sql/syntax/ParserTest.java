package dev.isochron.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every statement of the files gives the tree, or the error with its caret, that stands below it.
/// `-Drewrite` writes down what follows now; the difference is to be read like code.
class ParserTest {

    @TestFactory
    Stream<DynamicTest> everyStatementGivesItsTreeOrItsError() {
        return StatementFiles.files().stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        StringBuilder told = new StringBuilder();
        for (String part : StatementFiles.said(file)) {
            told.append(part).append('\n');
            if (!StatementFiles.isComment(part)) {
                result(part).lines().forEach(line -> told.append("    " + line + "\n"));
            }
        }
        String before = Files.readString(file);
        if (System.getProperty("rewrite") != null) {
            Files.writeString(file, told);
        }
        assertEquals(before, told.toString(), file.toString());
    }

    private static String result(String text) {
        try {
            List<Parsed> script = Parser.script(text);
            if (script.isEmpty()) {
                return "nothing";
            }
            return String.join(
                    "\n;\n", script.stream().map(one -> shown(one.statement())).toList());
        } catch (SqlException e) {
            return shown(e.error(), text);
        }
    }

    /// What the statement says when it is made text again, and the tree.
    private static String shown(Statement statement) {
        return "= " + Deparser.text(statement) + "\n" + TreeText.of(statement);
    }

    private static String shown(SqlError error, String text) {
        StringBuilder shown = new StringBuilder();
        if (error.position() > 0) {
            int at = text.offsetByCodePoints(0, error.position() - 1);
            int begin = text.lastIndexOf('\n', at - 1) + 1;
            shown.append(" ".repeat(Math.max(0, at - begin - 4))).append("^ ");
        }
        shown.append(error.code().state()).append(' ').append(error.message());
        if (error.hint() != null) {
            shown.append("\nHINT: ").append(error.hint());
        }
        return shown.toString();
    }
}
