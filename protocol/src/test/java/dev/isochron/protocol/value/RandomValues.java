package dev.isochron.protocol.value;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;

/// Values of every type, the odd ones often: borders, near misses, equals that differ.
public final class RandomValues {

    private static final String[] ODD_CHARACTERS = {
        "a",
        "b",
        "",
        "\u0001",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff",
        " ",
        "é",
        "\u00ff"
    };

    private static final long[] ODD_LONGS = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        -128,
        -129,
        -255,
        -256,
        -257,
        65535,
        65536,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        1L << 55,
        1L << 56,
        -(1L << 56),
        -(1L << 56) - 1
    };

    private static final double[] ODD_DOUBLES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_NORMAL
    };

    private final SplittableRandom random;

    public RandomValues(SplittableRandom random) {
        this.random = random;
    }

    /// Every type that does not hold others.
    public static List<ColumnType> flatTypes() {
        List<ColumnType> types = new ArrayList<>(List.of(Scalar.values()));
        types.add(new ColumnType.AnyNumeric());
        types.add(new ColumnType.FixedNumeric(12, 2));
        types.add(ColumnType.Text.UNLIMITED);
        types.add(new ColumnType.Text(OptionalInt.of(4)));
        types.add(new ColumnType.PaddedText(6));
        return types;
    }

    /// Every type.
    public static List<ColumnType> types() {
        List<ColumnType> types = new ArrayList<>(flatTypes());
        flatTypes().forEach(type -> types.add(new ColumnType.Array(type)));
        return types;
    }

    public ColumnType type() {
        return pick(types());
    }

    public <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /// A value that a column of this type accepts, or null one time in ten.
    public Value nullable(ColumnType type) {
        return random.nextInt(10) == 0 ? Value.Null.NULL : value(type);
    }

    /// A value that a column of this type accepts.
    public Value value(ColumnType type) {
        return switch (type) {
            case Scalar scalar -> scalar(scalar);
            case ColumnType.AnyNumeric _ -> numeric();
            case ColumnType.FixedNumeric fixed -> fixed(fixed);
            case ColumnType.Text text -> Value.of(text(text.maxCharacters().orElse(9)));
            case ColumnType.PaddedText padded ->
                    Value.of(text(padded.characters()).stripTrailing());
            case ColumnType.Array array -> array(array.element());
        };
    }

    private Value scalar(Scalar type) {
        return switch (type) {
            case BOOL -> Value.of(random.nextBoolean());
            case INT16 -> Value.of((short) someLong());
            case INT32 -> Value.of(someLong() << 32 >> 32);
            case INT64 -> Value.of(someLong());
            case FLOAT4 -> new Value.Float4((float) someDouble());
            case FLOAT8 -> new Value.Float8(someDouble());
            case BYTES -> Bytes.of(bytes(random.nextInt(6)));
            case UUID -> new Value.Uuid(new UUID(someLong(), someLong()));
            case DATE -> new Value.Date(days());
            case TIME -> new Value.Time(Math.floorMod(someLong(), Value.Time.MAX_MICROS + 1));
            case LOCAL_TIMESTAMP -> new Value.LocalTimestamp(micros());
            case UTC_TIMESTAMP -> new Value.UtcTimestamp(micros());
            case INTERVAL -> interval();
        };
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            boolean odd = random.nextBoolean();
            bytes[i] = odd ? (byte) (random.nextInt(4) - 2) : (byte) random.nextInt();
        }
        return bytes;
    }

    public long someLong() {
        return switch (random.nextInt(3)) {
            case 0 -> ODD_LONGS[random.nextInt(ODD_LONGS.length)];
            case 1 -> random.nextInt(-3, 4);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private double someDouble() {
        return switch (random.nextInt(3)) {
            case 0 -> ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)];
            case 1 -> random.nextInt(-3, 4) / 2.0;
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private int days() {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> random.nextInt(-300, 300);
            default -> random.nextInt(Value.Date.MIN_DAYS, Value.Date.MAX_DAYS + 1);
        };
    }

    private long micros() {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextLong(-1000, 1000);
            default -> random.nextLong(-211_813_488_000_000_000L, 9_223_371_331_200_000_000L);
        };
    }

    private CalendarInterval interval() {
        return switch (random.nextInt(3)) {
            case 0 -> new CalendarInterval((int) someLong(), (int) someLong(), someLong());
            case 1 ->
                    new CalendarInterval(
                            random.nextInt(-2, 3),
                            30 * random.nextInt(-2, 3),
                            43_200_000_000L * random.nextInt(-4, 5));
            default -> new CalendarInterval(0, random.nextInt(-2, 3), random.nextInt(-2, 3));
        };
    }

    private Numeric numeric() {
        return random.nextInt(8) == 0
                ? pick(List.of(Numeric.Special.values()))
                : new Numeric.Finite(number());
    }

    private BigDecimal number() {
        return switch (random.nextInt(5)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(-12, 13), random.nextInt(3));
            case 1 -> BigDecimal.valueOf(someLong(), random.nextInt(20));
            case 2 -> new BigDecimal(new BigInteger(bytesOfSign()), random.nextInt(40));
            case 3 ->
                    BigDecimal.valueOf(random.nextInt(-120, 121))
                            .multiply(BigDecimal.TEN.pow(random.nextInt(30)));
            default -> BigDecimal.valueOf(random.nextInt(-3, 4), random.nextInt(16_384));
        };
    }

    private byte[] bytesOfSign() {
        byte[] bytes = new byte[random.nextInt(1, 20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Numeric fixed(ColumnType.FixedNumeric type) {
        if (random.nextInt(20) == 0) {
            return Numeric.Special.NAN;
        }
        long limit = (long) Math.pow(10, type.precision());
        long unscaled =
                random.nextBoolean()
                        ? random.nextLong(-limit + 1, limit)
                        : random.nextLong(-250, 251);
        return new Numeric.Finite(BigDecimal.valueOf(unscaled, type.scale()));
    }

    private String text(int maxCharacters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxCharacters + 1); i > 0; i--) {
            text.append(ODD_CHARACTERS[random.nextInt(ODD_CHARACTERS.length)]);
        }
        return text.toString();
    }

    private Value array(ColumnType element) {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(nullable(element));
        }
        return new Value.Array(elements);
    }
}
