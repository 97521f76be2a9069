package dev.isochron.sql.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.oracle.Answer;
import dev.isochron.sql.oracle.Oracle;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Literals of every type read and print as in PostgreSQL, or are refused in its words.
class LiteralsOracleTest {

    @Test
    void literalsOfEveryTypeReadAndPrintAsInPostgres() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Oracle oracle = Oracle.connect()) {
            FormatSettings settings = FormatSettings.DEFAULT;
            String type = "";
            for (String line : lines()) {
                if (line.startsWith("# ")) {
                    type = line.substring(2);
                } else if (line.startsWith("! ")) {
                    oracle.execute("set " + line.substring(2));
                    settings = settings.withZone(zoneOf(line));
                } else if (!type.isEmpty()) {
                    compare(oracle, type, line, settings, differences);
                }
            }
        }
        assertEquals("", String.join("\n", differences));
    }

    private static ZoneId zoneOf(String line) {
        return ZoneId.of(line.substring(line.indexOf('=') + 1).replace("'", "").strip());
    }

    private static void compare(
            Oracle oracle,
            String type,
            String literal,
            FormatSettings settings,
            List<String> differences)
            throws SQLException {
        String text = literal.replace("␣", " ");
        Answer wanted = oracle.ask("select $x$" + text + "$x$::" + type);
        Answer ours =
                ours(
                        text,
                        TypeNames.find(type.equals("\"char\"") ? "char" : type).orElseThrow(),
                        settings);
        boolean same = wanted.equals(ours);
        if (!same) {
            differences.add(type + " <" + text + ">\n  is  " + wanted + "\n  not " + ours);
        }
    }

    private static Answer ours(String text, SqlType type, FormatSettings settings) {
        try {
            Value value = TextFormat.read(text, type, settings, 0);
            byte[] bytes = BinaryFormat.write(value, type);
            assertEquals(value, BinaryFormat.read(bytes, type), "in binary and back");
            return new Answer.Shown(type.catalogName(), TextFormat.write(value, type, settings));
        } catch (SqlException e) {
            return Answer.of(e);
        }
    }

    private static List<String> lines() {
        try (InputStream in = LiteralsOracleTest.class.getResourceAsStream("literals.txt")) {
            if (in == null) {
                throw new IllegalStateException("literals.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
