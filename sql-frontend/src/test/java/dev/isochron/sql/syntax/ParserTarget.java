package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import java.nio.charset.StandardCharsets;

/// What Jazzer gives bytes to: any text is read or refused with an [SqlException], and what is read
/// can be written and read again.
public final class ParserTarget {

    private ParserTarget() {}

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Fingerprint.of(text);
        try {
            for (Parsed one : Parser.script(text)) {
                again(one);
            }
        } catch (SqlException refused) {
            if (refused.getMessage() == null) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }

    private static void again(Parsed one) {
        String written = Deparser.text(one.statement());
        try {
            String read = TreeText.withoutPositions(Parser.script(written).getFirst().statement());
            if (!read.equals(TreeText.withoutPositions(one.statement()))) {
                throw new AssertionError("read again as something else: " + written);
            }
        } catch (SqlException e) {
            throw new AssertionError("cannot be read again: " + written, e);
        }
    }
}
