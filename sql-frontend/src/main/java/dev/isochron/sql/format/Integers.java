package dev.isochron.sql.format;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.Refusal;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;

/// Integers as texts.
public final class Integers {

    private static final long MAX_OID = 0xFFFF_FFFFL;

    private Integers() {}

    /// The integer of a text, blanks around it allowed.
    ///
    /// @param id one of the three integer types
    public static Value read(String text, TypeId id) {
        long number = parse(text, id.displayName());
        if (!fits(number, id)) {
            throw Refusal.valueOutOfRange(id.displayName(), text);
        }
        return Value.of(number);
    }

    /// Whether a number is one of the type.
    public static boolean fits(long number, TypeId id) {
        return switch (id) {
            case INT2 -> number == (short) number;
            case INT4 -> number == (int) number;
            default -> true;
        };
    }

    /// The value of a calculated number.
    ///
    /// @throws dev.isochron.sql.error.SqlException if the type cannot hold it
    public static Value checked(long number, SqlType type) {
        if (!fits(number, type.id())) {
            throw Refusal.outOfRange(type.displayName());
        }
        return Value.of(number);
    }

    private static long parse(String text, String type) {
        int from = skipBlanks(text, 0);
        int at = from;
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && (negative || text.charAt(at) == '+')) {
            at++;
        }
        int firstDigit = at;
        long number = 0;
        boolean overflow = false;
        while (at < text.length() && isDigit(text.charAt(at))) {
            int digit = text.charAt(at++) - '0';
            // Downwards, because there is one more number below zero than above.
            overflow |= number < (Long.MIN_VALUE + digit) / 10;
            number = number * 10 - digit;
        }
        if (at == firstDigit || skipBlanks(text, at) != text.length()) {
            throw Refusal.invalidSyntax(type, text);
        }
        if (overflow || (!negative && number == Long.MIN_VALUE)) {
            throw Refusal.valueOutOfRange(type, text);
        }
        return negative ? number : -number;
    }

    /// The number of an object: 32 bits, a sign allowed as in C.
    public static Value readOid(String text) {
        long number = parse(text, "oid");
        if (number > MAX_OID || number < Integer.MIN_VALUE) {
            throw Refusal.valueOutOfRange("oid", text);
        }
        return Value.of(number & MAX_OID);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// Without the blanks around it that C knows.
    static String stripped(String text) {
        int from = skipBlanks(text, 0);
        int to = text.length();
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
