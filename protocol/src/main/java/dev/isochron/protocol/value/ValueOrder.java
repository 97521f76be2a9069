package dev.isochron.protocol.value;

import java.util.List;
import java.util.UUID;

/// The order of PostgreSQL among values of one type, with text by its bytes (collation `C`).
///
/// It is what `ORDER BY`, `=` and the bytes of keys agree on. Null is above everything, which is
/// what PostgreSQL does when it is told nothing else; NaN is above all other numbers and equal to
/// itself.
public final class ValueOrder {

    private ValueOrder() {}

    /// Below zero, zero or above zero, as `a` is before, equal to or after `b`.
    ///
    /// @throws IllegalArgumentException for values of two types, such as a date and a text
    public static int compare(Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            return Boolean.compare(a.isNull(), b.isNull());
        }
        return switch (a) {
            case Value.Null _ -> throw new AssertionError("nulls are compared above");
            case Value.Bool x -> Boolean.compare(x.value(), alike(Value.Bool.class, b).value());
            case Value.Int x -> Long.compare(x.value(), alike(Value.Int.class, b).value());
            case Numeric x -> compareNumeric(x, alike(Numeric.class, b));
            case Value.Float4 x -> compareFloats(x.value(), alike(Value.Float4.class, b).value());
            case Value.Float8 x -> compareFloats(x.value(), alike(Value.Float8.class, b).value());
            case Value.Text x -> compareCodePoints(x.value(), alike(Value.Text.class, b).value());
            case Bytes x -> x.compareTo(alike(Bytes.class, b));
            case Value.Uuid x -> compareUuid(x.value(), alike(Value.Uuid.class, b).value());
            case Value.Date x -> Integer.compare(x.days(), alike(Value.Date.class, b).days());
            case Value.Time x -> Long.compare(x.micros(), alike(Value.Time.class, b).micros());
            case Value.LocalTimestamp x ->
                    Long.compare(x.micros(), alike(Value.LocalTimestamp.class, b).micros());
            case Value.UtcTimestamp x ->
                    Long.compare(x.micros(), alike(Value.UtcTimestamp.class, b).micros());
            case CalendarInterval x -> compareSpans(x, alike(CalendarInterval.class, b));
            case Value.Array x ->
                    compareElements(x.elements(), alike(Value.Array.class, b).elements());
        };
    }

    private static <T extends Value> T alike(Class<T> type, Value b) {
        if (!type.isInstance(b)) {
            throw new IllegalArgumentException(
                    "values of two types have no order: "
                            + type.getSimpleName()
                            + " and "
                            + b.getClass().getSimpleName());
        }
        return type.cast(b);
    }

    private static int compareNumeric(Numeric a, Numeric b) {
        if (a instanceof Numeric.Finite x && b instanceof Numeric.Finite y) {
            return x.value().compareTo(y.value());
        }
        return Integer.compare(rank(a), rank(b));
    }

    private static int rank(Numeric numeric) {
        return switch (numeric) {
            case Numeric.Special.MINUS_INFINITY -> 0;
            case Numeric.Finite _ -> 1;
            case Numeric.Special.INFINITY -> 2;
            case Numeric.Special.NAN -> 3;
        };
    }

    /// `Double.compare` has NaN on top already; only its minus zero is below zero.
    private static int compareFloats(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    /// The order of UTF-8, which is that of code points; Java's own puts surrogates too low.
    private static int compareCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
                return bothOrNone
                        ? Character.compare(x, y)
                        : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /// By the bytes; Java's own order of `UUID` has signs.
    private static int compareUuid(UUID a, UUID b) {
        int byHigh = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return byHigh != 0
                ? byHigh
                : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    private static int compareSpans(CalendarInterval a, CalendarInterval b) {
        int byDays = Long.compare(a.spanDays(), b.spanDays());
        return byDays != 0 ? byDays : Long.compare(a.spanMicrosOfDay(), b.spanMicrosOfDay());
    }

    private static int compareElements(List<Value> a, List<Value> b) {
        int shorter = Math.min(a.size(), b.size());
        for (int i = 0; i < shorter; i++) {
            int byElement = compare(a.get(i), b.get(i));
            if (byElement != 0) {
                return byElement;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
