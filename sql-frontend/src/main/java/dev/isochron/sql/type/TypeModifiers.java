package dev.isochron.sql.type;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.List;

/// Checks the numbers that a declaration gives in parentheses and packs them into a modifier.
public final class TypeModifiers {

    private static final int MAX_SCALE = 1000;

    private TypeModifiers() {}

    /// The type with these numbers: `varchar` and 10 give `varchar(10)`.
    ///
    /// @param type without modifier
    /// @param numbers as written; none leaves the type as it is, but for `char`, which means
    ///   `char(1)` only if the grammar says so
    /// @throws SqlException if the type does not take these numbers
    public static SqlType apply(SqlType type, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return type;
        }
        return switch (type.id()) {
            case VARCHAR, BPCHAR -> type.withModifier(length(type, numbers));
            case NUMERIC -> type.withModifier(numeric(numbers));
            case TIME, TIMESTAMP, TIMESTAMPTZ ->
                    type.withModifier(secondDigits(single(type, numbers)));
            case INTERVAL ->
                    type.withModifier(
                            Modifier.ofInterval(
                                    Modifier.ALL_FIELDS, secondDigits(single(type, numbers))));
            default ->
                    throw SqlException.of(
                            SqlCode.SYNTAX_ERROR,
                            "type modifier is not allowed for type \""
                                    + type.id().catalogName()
                                    + "\"");
        };
    }

    private static int length(SqlType type, List<Integer> numbers) {
        int characters = single(type, numbers);
        String name = type.id() == TypeId.BPCHAR ? "char" : "varchar";
        if (characters < 1) {
            throw invalid("length for type " + name + " must be at least 1");
        }
        if (characters > Modifier.MAX_LENGTH) {
            throw invalid("length for type " + name + " cannot exceed " + Modifier.MAX_LENGTH);
        }
        return Modifier.ofLength(characters);
    }

    private static int numeric(List<Integer> numbers) {
        if (numbers.size() > 2) {
            throw invalid("invalid NUMERIC type modifier");
        }
        int precision = numbers.getFirst();
        int scale = numbers.size() == 2 ? numbers.getLast() : 0;
        if (precision < 1 || precision > Modifier.MAX_PRECISION) {
            throw invalid(
                    "NUMERIC precision "
                            + precision
                            + " must be between 1 and "
                            + Modifier.MAX_PRECISION);
        }
        if (scale < -MAX_SCALE || scale > MAX_SCALE) {
            throw invalid(
                    "NUMERIC scale "
                            + scale
                            + " must be between -"
                            + MAX_SCALE
                            + " and "
                            + MAX_SCALE);
        }
        return Modifier.ofNumeric(precision, scale);
    }

    /// PostgreSQL warns and takes six where more are asked for.
    private static int secondDigits(int digits) {
        return Math.clamp(digits, 0, Modifier.MAX_SECOND_DIGITS);
    }

    private static int single(SqlType type, List<Integer> numbers) {
        if (numbers.size() != 1) {
            throw invalid("invalid type modifier for type " + type.displayName());
        }
        return numbers.getFirst();
    }

    private static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, message);
    }
}
