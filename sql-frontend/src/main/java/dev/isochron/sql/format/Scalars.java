package dev.isochron.sql.format;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.Refusal;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/// Truth values, uuids, and the kinds of text, as texts.
public final class Scalars {

    /// One less than the bytes of a `name` in PostgreSQL.
    private static final int MAX_NAME_BYTES = 63;

    private static final int UUID_DIGITS = 32;

    private Scalars() {}

    /// The truth value of a text: `true`, `yes`, `on`, `1` and their opposites, or the beginning of
    /// one of them that is not ambiguous.
    public static Value readBool(String text) {
        String word = Integers.stripped(text).toLowerCase(Locale.ROOT);
        if (!word.isEmpty()) {
            if ("true".startsWith(word)
                    || "yes".startsWith(word)
                    || word.equals("on")
                    || word.equals("1")) {
                return Value.of(true);
            }
            boolean isOff = word.length() > 1 && "off".startsWith(word);
            if ("false".startsWith(word) || "no".startsWith(word) || isOff || word.equals("0")) {
                return Value.of(false);
            }
        }
        throw Refusal.invalidSyntax("boolean", text);
    }

    /// The uuid of a text: 32 hexadecimal digits, in braces or not, a hyphen allowed after every
    /// fourth.
    public static Value readUuid(String text) {
        boolean braced = text.startsWith("{");
        int at = braced ? 1 : 0;
        StringBuilder digits = new StringBuilder(UUID_DIGITS);
        while (digits.length() < UUID_DIGITS) {
            if (at >= text.length() || !HexFormat.isHexDigit(text.charAt(at))) {
                throw Refusal.invalidSyntax("uuid", text);
            }
            digits.append(text.charAt(at++));
            boolean afterFourth = digits.length() % 4 == 0 && digits.length() < UUID_DIGITS;
            if (afterFourth && at < text.length() && text.charAt(at) == '-') {
                at++;
            }
        }
        String rest = text.substring(at);
        if (!rest.equals(braced ? "}" : "")) {
            throw Refusal.invalidSyntax("uuid", text);
        }
        long high = HexFormat.fromHexDigitsToLong(digits, 0, UUID_DIGITS / 2);
        long low = HexFormat.fromHexDigitsToLong(digits, UUID_DIGITS / 2, UUID_DIGITS);
        return Value.of(new UUID(high, low));
    }

    /// A text as a value.
    ///
    /// @throws SqlException if a client of PostgreSQL could not read it
    public static Value text(String text) {
        if (text.indexOf(0) >= 0) {
            throw SqlException.of(
                    SqlCode.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"UTF8\": 0x00");
        }
        return Value.of(text);
    }

    /// Fits a text into its declared length: blanks beyond it are dropped, and so is everything
    /// else if the user wrote the cast.
    ///
    /// @param type `varchar` or `bpchar`
    /// @param explicit whether the user wrote the cast
    public static Value fit(String text, SqlType type, boolean explicit) {
        String kept = type.is(TypeId.BPCHAR) ? withoutTrailingBlanks(text) : text;
        if (!type.hasModifier()) {
            return text(kept);
        }
        int limit = Modifier.length(type.modifier());
        if (kept.length() > limit && kept.codePointCount(0, kept.length()) > limit) {
            int end = kept.offsetByCodePoints(0, limit);
            if (!explicit && !kept.substring(end).isBlank()) {
                throw tooLong(type);
            }
            kept = kept.substring(0, end);
            return text(type.is(TypeId.BPCHAR) ? withoutTrailingBlanks(kept) : kept);
        }
        return text(kept);
    }

    private static SqlException tooLong(SqlType type) {
        return SqlException.of(
                SqlCode.STRING_DATA_RIGHT_TRUNCATION, "value too long for type " + type);
    }

    static String withoutTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /// Adds the blanks that a `char(n)` shows.
    public static String padded(String text, SqlType type) {
        if (!type.hasModifier()) {
            return text;
        }
        int missing = Modifier.length(type.modifier()) - text.codePointCount(0, text.length());
        return missing > 0 ? text + " ".repeat(missing) : text;
    }

    /// A name, cut where PostgreSQL cuts it.
    public static Value name(String text) {
        if (text.length() * 3 <= MAX_NAME_BYTES) {
            return text(text);
        }
        String cut = text;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return text(cut);
    }

    /// The `"char"` of a text: its first byte, which is also written `\ooo`.
    public static Value readChar(String text) {
        if (text.length() == 4
                && text.charAt(0) == '\\'
                && isOctal(text.charAt(1))
                && isOctal(text.charAt(2))
                && isOctal(text.charAt(3))) {
            return charOf(Integer.parseInt(text.substring(1), 8));
        }
        return text.isEmpty()
                ? Value.of("")
                : charOf(text.getBytes(StandardCharsets.UTF_8)[0] & 0xFF);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    /// The `"char"` of a byte; zero is the empty one, and those beyond ASCII are kept as they are
    /// shown.
    public static Value charOf(int octet) {
        int unsigned = octet & 0xFF;
        if (unsigned == 0) {
            return Value.of("");
        }
        return Value.of(
                unsigned < 0x80
                        ? String.valueOf((char) unsigned)
                        : "\\" + Integer.toOctalString(unsigned));
    }

    /// The byte of a `"char"`.
    public static int octetOf(String character) {
        return switch (character.length()) {
            case 0 -> 0;
            case 1 -> character.charAt(0);
            default -> Integer.parseInt(character.substring(1), 8);
        };
    }
}
