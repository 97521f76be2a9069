package dev.isochron.sql.format;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonText;
import dev.isochron.sql.time.IntervalFields;
import dev.isochron.sql.time.IntervalReader;
import dev.isochron.sql.time.IntervalText;
import dev.isochron.sql.time.MomentReader;
import dev.isochron.sql.time.MomentText;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import dev.isochron.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Values as the texts that PostgreSQL reads and writes.
public final class TextFormat {

    private TextFormat() {}

    /// The value of a text, fitted into the type's modifier as on assignment.
    ///
    /// @param nowMicros what `now` means, in microseconds since 2000-01-01 UTC
    /// @throws SqlException if it is none of the type
    public static Value read(String text, SqlType type, FormatSettings settings, long nowMicros) {
        if (type.isArray()) {
            SqlType element = type.element().orElseThrow();
            return ArrayText.read(text, each -> readOne(each, element, settings, nowMicros));
        }
        return readOne(text, type, settings, nowMicros);
    }

    private static Value readOne(
            String text, SqlType type, FormatSettings settings, long nowMicros) {
        int modifier = type.modifier();
        return switch (type.id()) {
            case BOOL -> Scalars.readBool(text);
            case BYTEA -> Binaries.read(text);
            case CHAR -> Scalars.readChar(text);
            case NAME -> Scalars.name(text);
            case INT2, INT4, INT8 -> Integers.read(text, type.id());
            case OID, XID -> Integers.readOid(text);
            case REGPROC,
                    REGPROCEDURE,
                    REGOPER,
                    REGCLASS,
                    REGTYPE,
                    REGNAMESPACE,
                    REGROLE,
                    REGCOLLATION ->
                    readName(text, type.id(), settings);
            case TEXT, UNKNOWN, PG_NODE_TREE, ACLITEM, CSTRING -> Scalars.text(text);
            case VARCHAR, BPCHAR -> Scalars.fit(text, type, false);
            case JSON -> json(text);
            case JSONB -> Value.of(JsonText.write(JsonParser.parse(text)));
            case FLOAT4 -> new Value.Float4(Floats.readFloat(text));
            case FLOAT8 -> new Value.Float8(Floats.readDouble(text));
            case NUMERIC -> Numerics.fit(Numerics.read(text), modifier);
            case UUID -> Scalars.readUuid(text);
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                    readMoment(
                            text,
                            type,
                            new MomentReader(settings.dateOrder(), settings.zone(), nowMicros));
            case INTERVAL -> IntervalReader.read(text, modifier);
            case INT2VECTOR, OIDVECTOR -> readVector(text, type.element().orElseThrow());
            case VOID -> Value.of("");
            case RECORD,
                    ANY,
                    ANYARRAY,
                    ANYELEMENT,
                    ANYNONARRAY,
                    ANYCOMPATIBLE,
                    ANYCOMPATIBLEARRAY ->
                    throw cannotAccept(type);
        };
    }

    private static SqlException cannotAccept(SqlType type) {
        return SqlException.of(
                SqlCode.FEATURE_NOT_SUPPORTED,
                "cannot accept a value of type " + type.displayName());
    }

    private static Value json(String text) {
        JsonParser.check(text);
        return Scalars.text(text);
    }

    private static Value readMoment(String text, SqlType type, MomentReader reader) {
        Value read =
                switch (type.id()) {
                    case DATE -> reader.date(text);
                    case TIME -> reader.time(text);
                    case TIMESTAMP -> reader.timestamp(text);
                    default -> reader.timestampWithZone(text);
                };
        return fitSeconds(read, type.modifier());
    }

    /// Rounds a time or timestamp to its declared digits of a second.
    public static Value fitSeconds(Value value, int digits) {
        if (digits < 0 || digits >= Modifier.MAX_SECOND_DIGITS) {
            return value;
        }
        try {
            return switch (value) {
                case Value.Time(long micros) ->
                        new Value.Time(IntervalFields.round(micros, digits));
                case Value.LocalTimestamp(long micros) when isFinite(micros) ->
                        new Value.LocalTimestamp(IntervalFields.round(micros, digits));
                case Value.UtcTimestamp(long micros) when isFinite(micros) ->
                        new Value.UtcTimestamp(IntervalFields.round(micros, digits));
                default -> value;
            };
        } catch (IllegalArgumentException _) {
            throw SqlException.of(SqlCode.DATETIME_FIELD_OVERFLOW, "timestamp out of range");
        }
    }

    private static boolean isFinite(long micros) {
        return micros != Long.MIN_VALUE && micros != Long.MAX_VALUE;
    }

    private static Value readName(String text, TypeId id, FormatSettings settings) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Integers.readOid(text);
        }
        if (text.equals("-")) {
            return Value.of(0);
        }
        OptionalLong found = settings.names().find(id, text);
        if (found.isEmpty() && id == TypeId.REGTYPE) {
            found =
                    TypeNames.findWritten(text)
                            .map(type -> OptionalLong.of(type.oid()))
                            .orElse(found);
        }
        if (found.isEmpty()) {
            throw noSuchObject(id, text);
        }
        return Value.of(found.getAsLong());
    }

    private static SqlException noSuchObject(TypeId id, String name) {
        return switch (id) {
            case REGCLASS ->
                    SqlException.of(
                            SqlCode.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
            case REGTYPE ->
                    SqlException.of(
                            SqlCode.UNDEFINED_OBJECT, "type \"" + name + "\" does not exist");
            case REGNAMESPACE ->
                    SqlException.of(
                            SqlCode.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
            case REGROLE ->
                    SqlException.of(
                            SqlCode.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist");
            case REGCOLLATION ->
                    SqlException.of(
                            SqlCode.UNDEFINED_OBJECT,
                            "collation \"" + name + "\" for encoding \"UTF8\" does not exist");
            case REGOPER ->
                    SqlException.of(SqlCode.UNDEFINED_FUNCTION, "operator does not exist: " + name);
            default ->
                    SqlException.of(
                            SqlCode.UNDEFINED_FUNCTION, "function \"" + name + "\" does not exist");
        };
    }

    private static Value readVector(String text, SqlType element) {
        List<Value> elements = new ArrayList<>();
        int at = Integers.skipBlanks(text, 0);
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !Integers.isBlank(text.charAt(end))) {
                end++;
            }
            String each = text.substring(at, end);
            elements.add(
                    element.is(TypeId.OID)
                            ? Integers.readOid(each)
                            : Integers.read(each, TypeId.INT2));
            at = Integers.skipBlanks(text, end);
        }
        return new Value.Array(elements);
    }

    /// The text of a value that is not null.
    public static String write(Value value, SqlType type, FormatSettings settings) {
        return switch (value) {
            case Value.Null _ -> throw new IllegalArgumentException("null has no text");
            case Value.Bool(boolean truth) -> truth ? "t" : "f";
            case Value.Int(long number) -> writeInt(number, type, settings);
            case Numeric numeric -> Numerics.write(numeric);
            case Value.Float4(float number) -> Floats.write(number, settings.extraFloatDigits());
            case Value.Float8(double number) -> Floats.write(number, settings.extraFloatDigits());
            case Value.Text(String text) ->
                    type.is(TypeId.BPCHAR) ? Scalars.padded(text, type) : text;
            case Bytes bytes -> Binaries.write(bytes, settings.byteaHex());
            case Value.Uuid(var uuid) -> uuid.toString();
            case Value.Date date -> MomentText.write(date);
            case Value.Time time -> MomentText.write(time);
            case Value.LocalTimestamp timestamp -> MomentText.write(timestamp);
            case Value.UtcTimestamp timestamp -> MomentText.write(timestamp, settings.zone());
            case CalendarInterval interval ->
                    IntervalText.write(interval, settings.intervalStyle());
            case Value.Array(List<Value> elements) -> writeArray(elements, type, settings);
        };
    }

    private static String writeInt(long number, SqlType type, FormatSettings settings) {
        if (!type.id().isObjectAlias()) {
            return Long.toString(number);
        }
        if (number == 0) {
            return "-";
        }
        String name = settings.names().show(type.id(), number);
        if (name == null && type.is(TypeId.REGTYPE)) {
            return TypeNames.find((int) number)
                    .map(SqlType::displayName)
                    .orElseGet(() -> Long.toString(number));
        }
        return name == null ? Long.toString(number) : name;
    }

    private static String writeArray(List<Value> elements, SqlType type, FormatSettings settings) {
        if (type.id() == TypeId.RECORD) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED, "cannot display a value of type record");
        }
        SqlType element = type.element().orElse(SqlType.TEXT);
        if (!type.isArray()) {
            StringBuilder text = new StringBuilder();
            for (Value each : elements) {
                text.append(text.isEmpty() ? "" : " ").append(write(each, element, settings));
            }
            return text.toString();
        }
        return ArrayText.write(elements, each -> write(each, element, settings));
    }
}
