package dev.isochron.sql.routine;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.format.Scalars;
import java.util.List;

/// Takes arguments out of what a body is given, where their types are sure.
public final class Args {

    private static final Value TRUE = Value.of(true);
    private static final Value FALSE = Value.of(false);

    private Args() {}

    /// A truth value as a result.
    public static Value bool(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    /// The argument as it is.
    public static String text(Value value) {
        return ((Value.Text) value).value();
    }

    /// The argument as it is.
    public static long number(Value value) {
        return ((Value.Int) value).value();
    }

    /// The argument as it is.
    public static int integer(Value value) {
        return (int) ((Value.Int) value).value();
    }

    /// The argument as it is.
    public static double real(Value value) {
        return switch (value) {
            case Value.Float4(float number) -> number;
            case Value.Float8(double number) -> number;
            default -> throw new IllegalArgumentException("not a float: " + value);
        };
    }

    /// The argument as it is.
    public static boolean truth(Value value) {
        return ((Value.Bool) value).value();
    }

    /// The argument as it is.
    public static Numeric numeric(Value value) {
        return (Numeric) value;
    }

    /// The argument as it is.
    public static Bytes bytes(Value value) {
        return (Bytes) value;
    }

    /// The argument as it is.
    public static CalendarInterval interval(Value value) {
        return (CalendarInterval) value;
    }

    /// The argument as it is.
    public static List<Value> elements(Value value) {
        return ((Value.Array) value).elements();
    }

    /// A text as a result; U+0000 is refused.
    public static Value of(String text) {
        return Scalars.text(text);
    }
}
