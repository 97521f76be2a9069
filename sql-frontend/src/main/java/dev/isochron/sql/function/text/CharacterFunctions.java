package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/// Case, length, padding, trimming.
final class CharacterFunctions {

    /// What a text may hold at most, as in PostgreSQL a gigabyte; ours end earlier in rows.
    private static final int MAX_LENGTH = 256 << 20;

    private CharacterFunctions() {}

    static void define(Definer to) {
        text(to, "lower", text -> mapped(text, Character::toLowerCase));
        text(to, "upper", text -> mapped(text, Character::toUpperCase));
        text(to, "initcap", CharacterFunctions::initcap);
        text(to, "reverse", text -> new StringBuilder(text).reverse().toString());
        for (String name : new String[] {"length", "char_length", "character_length"}) {
            to.function(
                    name + "(text) int4", (in, env) -> Value.of(Chars.length(Args.text(in[0]))));
            to.function(
                    name + "(bpchar) int4", (in, env) -> Value.of(Chars.length(Args.text(in[0]))));
        }
        Body octets = (in, env) -> Value.of(octets(in[0]));
        to.function("octet_length(text) int4", octets);
        to.function("octet_length(bpchar) int4", new Padded(octets));
        to.function("bit_length(text) int4", (in, env) -> Value.of(8L * octets(in[0])));
        to.function("ascii(text) int4", (in, env) -> Value.of(ascii(Args.text(in[0]))));
        to.function("chr(int4) text", (in, env) -> character(Args.number(in[0])));
        to.function("repeat(text, int4) text", (in, env) -> repeat(in));
        to.function("lpad(text, int4) text", pad(true));
        to.function("lpad(text, int4, text) text", pad(true));
        to.function("rpad(text, int4) text", pad(false));
        to.function("rpad(text, int4, text) text", pad(false));
        trim(to, "btrim", true, true);
        trim(to, "ltrim", true, false);
        trim(to, "rtrim", false, true);
        to.function(
                "is_normalized(text) bool",
                (in, env) -> Args.bool(in[0].equals(normalized(Args.text(in[0]), "NFC"))));
        to.function(
                "is_normalized(text, text) bool",
                (in, env) ->
                        Args.bool(in[0].equals(normalized(Args.text(in[0]), Args.text(in[1])))));
        to.function("normalize(text) text", (in, env) -> normalized(Args.text(in[0]), "NFC"));
        to.function(
                "normalize(text, text) text",
                (in, env) -> normalized(Args.text(in[0]), Args.text(in[1])));
    }

    private static void text(Definer to, String name, Function<String, String> change) {
        to.function(name + "(text) text", (in, env) -> Args.of(change.apply(Args.text(in[0]))));
    }

    /// Character by character: no text becomes longer.
    private static String mapped(String text, IntUnaryOperator change) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(change.applyAsInt(c)));
        return out.toString();
    }

    private static int octets(Value value) {
        return Args.text(value).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String initcap(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = Character.isLetterOrDigit(c);
            at += Character.charCount(c);
        }
        return out.toString();
    }

    private static int ascii(String text) {
        return text.isEmpty() ? 0 : text.codePointAt(0);
    }

    private static Value character(long code) {
        if (code == 0) {
            throw SqlException.of(SqlCode.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
        }
        if (code < 0) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE, "character number must be positive");
        }
        boolean isSurrogate = code >= 0xD800 && code <= 0xDFFF;
        if (code > Character.MAX_CODE_POINT || isSurrogate) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    isSurrogate && code <= Character.MAX_CODE_POINT
                            ? "requested character not valid for encoding: " + code
                            : "requested character too large for encoding: " + code);
        }
        return Args.of(Character.toString((int) code));
    }

    private static Value repeat(Value[] in) {
        String text = Args.text(in[0]);
        long count = Math.max(0, Args.number(in[1]));
        if (count * text.length() > MAX_LENGTH) {
            throw tooLong();
        }
        return Args.of(text.repeat((int) count));
    }

    private static SqlException tooLong() {
        return SqlException.of(SqlCode.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }

    private static Body pad(boolean left) {
        return (in, env) -> {
            String text = Args.text(in[0]);
            String fill = in.length > 2 ? Args.text(in[2]) : " ";
            long wanted = Math.max(0, Args.number(in[1]));
            if (wanted > MAX_LENGTH) {
                throw tooLong();
            }
            int length = Chars.length(text);
            if (length >= wanted || fill.isEmpty()) {
                return Args.of(Chars.between(text, 0, wanted));
            }
            String filled = filled(fill, (int) (wanted - length));
            return Args.of(left ? filled + text : text + filled);
        };
    }

    private static String filled(String fill, int count) {
        int each = Chars.length(fill);
        return fill.repeat(count / each) + Chars.between(fill, 0, count % each);
    }

    private static void trim(Definer to, String name, boolean left, boolean right) {
        to.function(name + "(text) text", (in, env) -> trimmed(Args.text(in[0]), " ", left, right));
        to.function(
                name + "(text, text) text",
                (in, env) -> trimmed(Args.text(in[0]), Args.text(in[1]), left, right));
    }

    private static Value trimmed(String text, String characters, boolean left, boolean right) {
        int[] set = characters.codePoints().toArray();
        int from = 0;
        int end = text.length();
        while (left && from < end && isIn(set, text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && end > from && isIn(set, text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return Args.of(text.substring(from, end));
    }

    private static boolean isIn(int[] set, int c) {
        return Arrays.stream(set).anyMatch(each -> each == c);
    }

    private static Value normalized(String text, String form) {
        Normalizer.Form known =
                switch (form.toUpperCase(Locale.ROOT)) {
                    case "NFC" -> Normalizer.Form.NFC;
                    case "NFD" -> Normalizer.Form.NFD;
                    case "NFKC" -> Normalizer.Form.NFKC;
                    case "NFKD" -> Normalizer.Form.NFKD;
                    default ->
                            throw SqlException.of(
                                    SqlCode.INVALID_PARAMETER_VALUE,
                                    "invalid normalization form: " + form);
                };
        return Args.of(Normalizer.normalize(text, known));
    }
}
