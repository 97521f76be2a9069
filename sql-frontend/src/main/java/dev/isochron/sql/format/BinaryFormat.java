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
import dev.isochron.sql.type.Refusal;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Values as the bytes of PostgreSQL's binary format.
public final class BinaryFormat {

    private static final byte JSONB_VERSION = 1;

    private BinaryFormat() {}

    /// The value of some bytes, all of which belong to it, fitted into the type's modifier.
    ///
    /// @throws SqlException if they are none of the type
    public static Value read(byte[] bytes, SqlType type) {
        if (type.id() == TypeId.INT4 && bytes.length == Integer.BYTES) {
            return Value.of(
                    bytes[0] << 24
                            | (bytes[1] & 0xff) << 16
                            | (bytes[2] & 0xff) << 8
                            | (bytes[3] & 0xff));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Value value = type.element().isPresent() ? BinaryArrays.read(in, type) : readOne(in, type);
        if (in.hasRemaining()) {
            throw Refusal.invalidBinary("incorrect binary data format");
        }
        return value;
    }

    /// The value of all that remains.
    static Value readOne(ByteBuffer in, SqlType type) {
        requireLength(in, type);
        try {
            return switch (type.id()) {
                case BOOL -> Value.of(in.get() != 0);
                case BYTEA -> Bytes.takeOver(rest(in));
                case CHAR -> Scalars.charOf(in.get());
                case INT2 -> Value.of(in.getShort());
                case INT4 -> Value.of(in.getInt());
                case INT8 -> Value.of(in.getLong());
                case OID,
                        XID,
                        REGPROC,
                        REGPROCEDURE,
                        REGOPER,
                        REGCLASS,
                        REGTYPE,
                        REGNAMESPACE,
                        REGROLE,
                        REGCOLLATION ->
                        Value.of(in.getInt() & 0xFFFF_FFFFL);
                case FLOAT4 -> new Value.Float4(in.getFloat());
                case FLOAT8 -> new Value.Float8(in.getDouble());
                case UUID -> Value.of(new UUID(in.getLong(), in.getLong()));
                case DATE -> new Value.Date(in.getInt());
                case TIME -> TextFormat.fitSeconds(new Value.Time(in.getLong()), type.modifier());
                case TIMESTAMP ->
                        TextFormat.fitSeconds(
                                new Value.LocalTimestamp(in.getLong()), type.modifier());
                case TIMESTAMPTZ ->
                        TextFormat.fitSeconds(
                                new Value.UtcTimestamp(in.getLong()), type.modifier());
                case INTERVAL -> readInterval(in, type);
                case NUMERIC -> Numerics.fit(BinaryNumerics.read(in), type.modifier());
                case NAME -> Scalars.name(readText(in));
                case VARCHAR, BPCHAR -> Scalars.fit(readText(in), type, false);
                case JSON -> readJson(in);
                case JSONB -> readJsonb(in);
                case TEXT, UNKNOWN, CSTRING, PG_NODE_TREE, ACLITEM -> Scalars.text(readText(in));
                case VOID -> Value.of("");
                case INT2VECTOR,
                        OIDVECTOR,
                        RECORD,
                        ANY,
                        ANYARRAY,
                        ANYELEMENT,
                        ANYNONARRAY,
                        ANYCOMPATIBLE,
                        ANYCOMPATIBLEARRAY ->
                        throw noBinary("input", type);
            };
        } catch (IllegalArgumentException _) {
            throw outOfRange(type);
        }
    }

    private static SqlException outOfRange(SqlType type) {
        return SqlException.of(
                SqlCode.DATETIME_FIELD_OVERFLOW, type.id().catalogName() + " out of range");
    }

    private static SqlException noBinary(String direction, SqlType type) {
        return SqlException.of(
                SqlCode.UNDEFINED_FUNCTION,
                "no binary %s function available for type %s"
                        .formatted(direction, type.displayName()));
    }

    private static void requireLength(ByteBuffer in, SqlType type) {
        int size =
                switch (type.id()) {
                    case NAME -> -1;
                    default -> type.id().size();
                };
        if (size > 0 && in.remaining() < size) {
            throw SqlException.of(SqlCode.PROTOCOL_VIOLATION, "insufficient data left in message");
        }
    }

    private static Value readInterval(ByteBuffer in, SqlType type) {
        long micros = in.getLong();
        int days = in.getInt();
        return IntervalFields.fit(new CalendarInterval(in.getInt(), days, micros), type.modifier());
    }

    private static Value readJson(ByteBuffer in) {
        String text = readText(in);
        JsonParser.check(text);
        return Scalars.text(text);
    }

    private static Value readJsonb(ByteBuffer in) {
        byte version = in.hasRemaining() ? in.get() : 0;
        if (version != JSONB_VERSION) {
            throw SqlException.of(
                    SqlCode.INTERNAL_ERROR, "unsupported jsonb version number " + version);
        }
        return Value.of(JsonText.write(JsonParser.parse(readText(in))));
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] all = new byte[in.remaining()];
        in.get(all);
        return all;
    }

    private static String readText(ByteBuffer in) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException _) {
            throw SqlException.of(
                    SqlCode.CHARACTER_NOT_IN_REPERTOIRE,
                    "invalid byte sequence for encoding \"UTF8\"");
        }
    }

    /// The bytes of a value that is not null.
    public static byte[] write(Value value, SqlType type) {
        return switch (value) {
            case Value.Null _ -> throw new IllegalArgumentException("null has no bytes");
            case Value.Bool(boolean truth) -> new byte[] {(byte) (truth ? 1 : 0)};
            case Value.Int(long number) -> writeInt(number, type.size());
            case Numeric numeric -> BinaryNumerics.write(numeric);
            case Value.Float4(float number) ->
                    ByteBuffer.allocate(Float.BYTES).putFloat(number).array();
            case Value.Float8(double number) ->
                    ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
            case Value.Text(String text) -> writeText(text, type);
            case Bytes bytes -> bytes.toBytes();
            case Value.Uuid(UUID uuid) ->
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(uuid.getMostSignificantBits())
                            .putLong(uuid.getLeastSignificantBits())
                            .array();
            case Value.Date(int days) -> ByteBuffer.allocate(Integer.BYTES).putInt(days).array();
            case Value.Time(long micros) -> writeInt(micros, Long.BYTES);
            case Value.LocalTimestamp(long micros) -> writeInt(micros, Long.BYTES);
            case Value.UtcTimestamp(long micros) -> writeInt(micros, Long.BYTES);
            case CalendarInterval(int months, int days, long micros) ->
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(micros)
                            .putInt(days)
                            .putInt(months)
                            .array();
            case Value.Array array -> BinaryArrays.write(array, type);
        };
    }

    private static byte[] writeInt(long number, int size) {
        return switch (size) {
            case Short.BYTES -> ByteBuffer.allocate(Short.BYTES).putShort((short) number).array();
            case Integer.BYTES -> ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array();
            default -> ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        };
    }

    private static byte[] writeText(String text, SqlType type) {
        return switch (type.id()) {
            case CHAR -> new byte[] {(byte) Scalars.octetOf(text)};
            case BPCHAR -> Scalars.padded(text, type).getBytes(StandardCharsets.UTF_8);
            case JSONB -> {
                byte[] content = text.getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(content.length + 1)
                        .put(JSONB_VERSION)
                        .put(content)
                        .array();
            }
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }
}
