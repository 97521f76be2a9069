package dev.isochron.sql.type;

/// How PostgreSQL packs the length, precision and scale of a type into one number.
///
/// The number is part of the wire protocol (`RowDescription`) and of `pg_attribute.atttypmod`.
public final class Modifier {

    /// No modifier.
    public static final int NONE = -1;

    /// The most digits that a numeric may declare.
    public static final int MAX_PRECISION = 1000;

    /// The most digits of a second.
    public static final int MAX_SECOND_DIGITS = 6;

    /// The most characters that may be declared.
    public static final int MAX_LENGTH = 10_485_760;

    /// Counted in PostgreSQL since its strings had a header of four bytes.
    private static final int HEADER = 4;

    private static final int SCALE_MASK = 0x7FF;
    private static final int SCALE_SIGN = 1024;
    private static final int NO_PRECISION = 0xFFFF;

    /// All fields of an interval.
    public static final int ALL_FIELDS = 0x7FFF;

    private Modifier() {}

    /// Of `varchar(length)` or `char(length)`.
    public static int ofLength(int characters) {
        return characters + HEADER;
    }

    /// The length of such a modifier, in characters.
    public static int length(int modifier) {
        return modifier - HEADER;
    }

    /// Of `numeric(precision, scale)`.
    public static int ofNumeric(int precision, int scale) {
        return ((precision << 16) | (scale & SCALE_MASK)) + HEADER;
    }

    /// The precision of such a modifier.
    public static int precision(int modifier) {
        return ((modifier - HEADER) >> 16) & 0xFFFF;
    }

    /// The scale of such a modifier, which may be negative.
    public static int scale(int modifier) {
        return (((modifier - HEADER) & SCALE_MASK) ^ SCALE_SIGN) - SCALE_SIGN;
    }

    /// Of `interval` with some fields, or digits of a second, or both.
    ///
    /// @param fields a set of PostgreSQL's field bits, or [#ALL_FIELDS]
    /// @param digits of a second, or -1 if not given
    public static int ofInterval(int fields, int digits) {
        return (fields << 16) | (digits < 0 ? NO_PRECISION : digits);
    }

    /// The fields of an interval's modifier.
    public static int intervalFields(int modifier) {
        return (modifier >> 16) & ALL_FIELDS;
    }

    /// The digits of a second in an interval's modifier, or -1 if it gives none.
    public static int intervalDigits(int modifier) {
        int digits = modifier & 0xFFFF;
        return digits == NO_PRECISION ? -1 : digits;
    }
}
