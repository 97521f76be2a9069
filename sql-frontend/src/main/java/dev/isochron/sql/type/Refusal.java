package dev.isochron.sql.type;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;

/// The words in which texts and values are refused.
public final class Refusal {

    private Refusal() {}

    /// Something that is no value of the type.
    ///
    /// @param type its name in error messages
    public static SqlException invalidSyntax(String type, String text) {
        return SqlException.of(
                SqlCode.INVALID_TEXT_REPRESENTATION,
                "invalid input syntax for type " + type + ": \"" + text + "\"");
    }

    /// A number that the type cannot hold, quoted as the user wrote it.
    public static SqlException valueOutOfRange(String type, String text) {
        return SqlException.of(
                SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                "value \"" + text + "\" is out of range for type " + type);
    }

    /// The result of a calculation that the type cannot hold.
    public static SqlException outOfRange(String type) {
        return SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }

    /// A numeric beyond its limits.
    public static SqlException numericOverflow() {
        return SqlException.of(
                SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format");
    }

    /// A date or time that does not read as one.
    public static SqlException invalidDateTime(String type, String text) {
        return SqlException.of(
                SqlCode.INVALID_DATETIME_FORMAT,
                "invalid input syntax for type " + type + ": \"" + text + "\"");
    }

    /// A date or time of which one field is impossible.
    public static SqlException fieldOutOfRange(String text) {
        return fieldError(text).exception();
    }

    /// A date whose month or day is impossible, perhaps because they were taken for each other.
    public static SqlException monthOrDayOutOfRange(String text) {
        return fieldError(text)
                .withHint("Perhaps you need a different \"datestyle\" setting.")
                .exception();
    }

    private static SqlError fieldError(String text) {
        return SqlError.of(
                SqlCode.DATETIME_FIELD_OVERFLOW,
                "date/time field value out of range: \"" + text + "\"");
    }

    /// A date, timestamp or interval beyond what the type can hold.
    public static SqlException dateTimeOutOfRange(String type) {
        return SqlException.of(SqlCode.DATETIME_FIELD_OVERFLOW, type + " out of range");
    }

    /// Bytes of a parameter or a file that are no value of the type.
    public static SqlException invalidBinary(String what) {
        return SqlException.of(SqlCode.INVALID_BINARY_REPRESENTATION, what);
    }
}
