package dev.isochron.sql.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// COPY's formats: what PostgreSQL reads and writes, whatever the cuts.
final class CopyFormatTest {
    private static final List<String> COLUMNS = List.of("a", "b");

    @Test
    void textKnowsItsEscapes() {
        assertEquals(
                "[[1, null], [a\tb\n\\, AAc], [x\ny, N]]",
                read("1\t\\N\na\\tb\\n\\\\\t\\101\\x41\\c\nx\\\ny\tN\n"));
    }

    @Test
    void textEndsAtItsMarkOrWithoutOne() {
        assertEquals("[[1, 2]]", read("1\t2\n\\.\n3\t4\n"));
        assertEquals("[[1, 2]]", read("1\t2"));
        assertEquals("[[1, 2], [3, 4]]", read("1\t2\r\n3\t4\r\n"));
        assertEquals("[]", read(""));
    }

    @Test
    void csvKnowsQuotesAndNulls() {
        assertEquals(
                "[[1, null], [, a,b], [x\"y\nz,  w ]]",
                read("1,\n\"\",\"a,b\"\n\"x\"\"y\nz\", w \n", option("format", "csv")));
    }

    @Test
    void csvSkipsOrChecksItsHeader() {
        assertEquals("[[1, 2]]", read("x,y\n1,2\n", option("format", "csv"), option("header")));
        assertBad(
                "column name mismatch",
                "a,c\n1,2\n",
                option("format", "csv"),
                option("header", "match"));
    }

    @Test
    void wrongRowsAreNamedByTheirLine() {
        assertBad("missing data for column \"b\"", "1\t2\n3\n");
        assertBad("extra data after last expected column", "1\t2\t3\n");
        assertBad("unterminated CSV quoted field", "1,\"2\n", option("format", "csv"));
    }

    @Test
    void optionsContradictNobody() {
        assertRefused("option \"colour\" not recognized", option("colour", "red"));
        assertRefused("COPY quote available only in CSV mode", option("quote", "'"));
        assertRefused("COPY format \"xml\" not recognized", option("format", "xml"));
        assertRefused("delimiter must be a single one-byte", option("delimiter", "ab"));
        assertRefused(
                "cannot specify HEADER in BINARY mode",
                option("format", "binary"),
                option("header"));
    }

    /// Whatever is written is read back the same, cut anywhere.
    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            CopyOptions options =
                    round % 2 == 0
                            ? CopyOptions.of(List.of(), true)
                            : CopyOptions.of(List.of(option("format", "csv")), true);
            List<List<@Nullable String>> rows = randomRows(random);
            StringBuilder written = new StringBuilder();
            CopyWriter writer = new CopyWriter(options, COLUMNS);
            for (List<@Nullable String> row : rows) {
                writer.row(row.toArray(new @Nullable String[0]));
                written.append(
                        new String(writer.bytes(), 0, writer.length(), StandardCharsets.UTF_8));
            }
            assertEquals(rows.toString(), rows(options, written.toString(), random).toString());
        }
    }

    private static List<List<@Nullable String>> randomRows(Random random) {
        String alphabet = "ab\\\t\n\r,\"N. é\u00e9😀";
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<@Nullable String> row = new ArrayList<>();
            for (int j = 0; j < 2; j++) {
                StringBuilder field = new StringBuilder();
                for (int k = random.nextInt(6); k > 0; k--) {
                    int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
                    field.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
                }
                row.add(random.nextInt(5) == 0 ? null : field.toString());
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void binaryIsReadAsItIsWritten() {
        CopyWriter writer =
                new CopyWriter(CopyOptions.of(List.of(option("format", "binary")), false), COLUMNS);
        List<byte[]> pieces = new ArrayList<>();
        writer.begin();
        pieces.add(Arrays.copyOf(writer.bytes(), writer.length()));
        writer.row(new byte[] @Nullable [] {{1, 2, 3}, null});
        pieces.add(Arrays.copyOf(writer.bytes(), writer.length()));
        writer.end();
        pieces.add(Arrays.copyOf(writer.bytes(), writer.length()));
        Iterator<byte[]> left = pieces.iterator();
        BinaryReader reader = new BinaryReader(2, () -> left.hasNext() ? left.next() : null);
        assertEquals("[[1, 2, 3], null]", Arrays.deepToString(reader.next()));
        assertEquals(null, reader.next());
    }

    @Test
    void binaryGarbageIsRefused() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            byte[] garbage = new byte[random.nextInt(64)];
            random.nextBytes(garbage);
            if (round % 2 == 0) {
                System.arraycopy(
                        BinaryReader.SIGNATURE, 0, garbage, 0, Math.min(11, garbage.length));
            }
            Iterator<byte[]> left = List.of(garbage).iterator();
            BinaryReader reader = new BinaryReader(2, () -> left.hasNext() ? left.next() : null);
            try {
                while (reader.next() != null) {
                    // Until it is refused, or has ended.
                }
            } catch (SqlException e) {
                assertEquals(SqlCode.BAD_COPY_FILE_FORMAT, e.code());
            }
        }
    }

    private static Option option(String name, String... values) {
        return new Option(new Name(name, 1), List.of(values));
    }

    private static String read(String text, Option... options) {
        return rows(CopyOptions.of(List.of(options), true), text, new Random(1)).toString();
    }

    private static List<List<@Nullable String>> rows(
            CopyOptions options, String text, Random random) {
        Iterator<byte[]> pieces = cut(text.getBytes(StandardCharsets.UTF_8), random).iterator();
        CopyReader reader =
                CopyReader.of(options, COLUMNS, () -> pieces.hasNext() ? pieces.next() : null);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (@Nullable String[] row = reader.next(); row != null; row = reader.next()) {
            rows.add(Arrays.asList(row));
        }
        return rows;
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + random.nextInt(5));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    private static void assertBad(String message, String text, Option... options) {
        SqlException bad = assertThrows(SqlException.class, () -> read(text, options));
        assertEquals(SqlCode.BAD_COPY_FILE_FORMAT, bad.code());
        assertEquals(true, bad.error().message().contains(message), bad.error().message());
    }

    private static void assertRefused(String message, Option... options) {
        SqlException bad =
                assertThrows(SqlException.class, () -> CopyOptions.of(List.of(options), true));
        assertEquals(true, bad.error().message().contains(message), bad.error().message());
    }
}
