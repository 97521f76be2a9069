package dev.isochron.protocol.schema;

import static dev.isochron.protocol.schema.InvalidDeclaration.require;

import dev.isochron.protocol.value.Value;
import java.math.BigDecimal;
import java.util.OptionalInt;

/// What the values of a column are.
///
/// `toString` writes a type as SQL does, and [TypeNames#parse] reads it again.
public sealed interface ColumnType {

    /// The types that have no parameter.
    enum Scalar implements ColumnType {
        BOOL("boolean"),
        INT16("smallint"),
        INT32("integer"),
        INT64("bigint"),
        FLOAT4("real"),
        FLOAT8("double precision"),
        BYTES("bytea"),
        UUID("uuid"),
        DATE("date"),
        TIME("time"),
        LOCAL_TIMESTAMP("timestamp"),
        UTC_TIMESTAMP("timestamptz"),
        INTERVAL("interval");

        private final String sqlName;

        Scalar(String sqlName) {
            this.sqlName = sqlName;
        }

        @Override
        public String toString() {
            return sqlName;
        }
    }

    /// Decimal numbers of any precision, each with a scale of its own, and the three special ones.
    record AnyNumeric() implements ColumnType {
        @Override
        public String toString() {
            return "numeric";
        }
    }

    /// Decimal numbers of at most `precision` digits, exactly `scale` of them behind the point; not
    /// the infinities.
    record FixedNumeric(int precision, int scale) implements ColumnType {

        /// As in PostgreSQL.
        public static final int MAX_PRECISION = 1000;

        public FixedNumeric {
            require(
                    precision >= 1 && precision <= MAX_PRECISION,
                    "the precision of a numeric is 1 to " + MAX_PRECISION + ", not " + precision);
            require(
                    scale >= 0 && scale <= precision,
                    "the scale of a numeric(%d, …) is 0 to %d, not %d"
                            .formatted(precision, precision, scale));
        }

        boolean fits(BigDecimal value) {
            return value.scale() == scale && value.precision() <= precision;
        }

        @Override
        public String toString() {
            return "numeric(" + precision + "," + scale + ")";
        }
    }

    /// Text, of at most so many characters if a limit is given.
    record Text(OptionalInt maxCharacters) implements ColumnType {

        /// Text of any length that fits a row.
        public static final Text UNLIMITED = new Text(OptionalInt.empty());

        /// The most characters that a declaration may allow, as in PostgreSQL.
        public static final int MAX_CHARACTERS = 10_485_760;

        public Text {
            maxCharacters.ifPresent(limit -> requireLength(limit, "varchar"));
        }

        @Override
        public String toString() {
            return maxCharacters.isPresent() ? "varchar(" + maxCharacters.getAsInt() + ")" : "text";
        }
    }

    /// Text whose trailing blanks mean nothing: values are held without them and shown padded.
    record PaddedText(int characters) implements ColumnType {
        public PaddedText {
            requireLength(characters, "char");
        }

        @Override
        public String toString() {
            return "char(" + characters + ")";
        }
    }

    /// Arrays of one dimension.
    record Array(ColumnType element) implements ColumnType {
        public Array {
            require(!(element instanceof Array), "an array of arrays is not supported");
        }

        @Override
        public String toString() {
            return element + "[]";
        }
    }

    /// Whether a column of this type can hold the value; null always, which is the column's to
    /// refuse.
    default boolean accepts(Value value) {
        return TypeFit.accepts(this, value);
    }

    /// Whether equal values of the two types have equal bytes in a key, so that rows keyed by one
    /// can be interleaved under rows keyed by the other.
    default boolean sharesKeysWith(ColumnType other) {
        return TypeFit.family(this).equals(TypeFit.family(other));
    }

    private static void requireLength(int characters, String type) {
        require(
                characters >= 1 && characters <= Text.MAX_CHARACTERS,
                "the length of a %s is 1 to %d, not %d"
                        .formatted(type, Text.MAX_CHARACTERS, characters));
    }
}
