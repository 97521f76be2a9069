package dev.isochron.protocol.value;

import java.util.List;
import java.util.UUID;

/// What one column of one row holds.
///
/// A value does not know its column's type: one [Int] serves columns of 16, 32 and 64 bits, and the
/// column's type says whether it fits.
public sealed interface Value
        permits Value.Null,
                Value.Bool,
                Value.Int,
                Numeric,
                Value.Float4,
                Value.Float8,
                Value.Text,
                Bytes,
                Value.Uuid,
                Value.Date,
                Value.Time,
                Value.LocalTimestamp,
                Value.UtcTimestamp,
                CalendarInterval,
                Value.Array {

    /// The absence of a value.
    enum Null implements Value {
        NULL
    }

    record Bool(boolean value) implements Value {}

    record Int(long value) implements Value {}

    record Float4(float value) implements Value {}

    record Float8(double value) implements Value {}

    /// Text that can be written in UTF-8; as in PostgreSQL, the character U+0000 is not text.
    record Text(String value) implements Value {
        public Text {
            Characters.requireText(value);
        }
    }

    record Uuid(UUID value) implements Value {}

    /// A day.
    ///
    /// @param days since 2000-01-01, or one of the two infinities
    record Date(int days) implements Value {
        public static final Date MINUS_INFINITY = new Date(Integer.MIN_VALUE);
        public static final Date INFINITY = new Date(Integer.MAX_VALUE);

        /// 4714-11-24 BC, and 5874897-12-31.
        public static final int MIN_DAYS = -2_451_545;

        public static final int MAX_DAYS = 2_145_031_948;

        public Date {
            boolean infinite = days == Integer.MIN_VALUE || days == Integer.MAX_VALUE;
            if (!infinite && (days < MIN_DAYS || days > MAX_DAYS)) {
                throw new IllegalArgumentException(
                        "no date is " + days + " days from 2000-01-01: 4714 BC to 5874897 AD are");
            }
        }
    }

    /// A time of day.
    ///
    /// @param micros microseconds since midnight; the last, 24:00:00, is a time of its own
    record Time(long micros) implements Value {
        public static final long MAX_MICROS = 86_400_000_000L;

        public Time {
            if (micros < 0 || micros > MAX_MICROS) {
                throw new IllegalArgumentException(
                        "a day has 0 to " + MAX_MICROS + " microseconds, not " + micros);
            }
        }
    }

    /// What a calendar and a clock on the wall show, wherever they hang: SQL's `timestamp`.
    ///
    /// @param micros microseconds since 2000-01-01 00:00, or one of the two infinities
    record LocalTimestamp(long micros) implements Value {
        public static final LocalTimestamp MINUS_INFINITY = new LocalTimestamp(Long.MIN_VALUE);
        public static final LocalTimestamp INFINITY = new LocalTimestamp(Long.MAX_VALUE);

        public LocalTimestamp {
            Micros.requireTimestamp(micros);
        }
    }

    /// A point of time, the same everywhere: SQL's `timestamptz`.
    ///
    /// @param micros microseconds since 2000-01-01T00:00Z, or one of the two infinities
    record UtcTimestamp(long micros) implements Value {
        public static final UtcTimestamp MINUS_INFINITY = new UtcTimestamp(Long.MIN_VALUE);
        public static final UtcTimestamp INFINITY = new UtcTimestamp(Long.MAX_VALUE);

        public UtcTimestamp {
            Micros.requireTimestamp(micros);
        }
    }

    /// An array of one dimension that is counted from 1; its elements are of one type, or null.
    record Array(List<Value> elements) implements Value {

        /// What a value's limit of a mebibyte can hold of the shortest elements.
        public static final int MAX_ELEMENTS = 1 << 20;

        public Array {
            elements = List.copyOf(elements);
            if (elements.size() > MAX_ELEMENTS) {
                throw new IllegalArgumentException(
                        "an array has at most " + MAX_ELEMENTS + " elements");
            }
            if (elements.stream().anyMatch(Array.class::isInstance)) {
                throw new IllegalArgumentException("an array of arrays is not supported");
            }
        }
    }

    /// Whether this is [Null#NULL].
    default boolean isNull() {
        return this == Null.NULL;
    }

    static Value of(boolean value) {
        return new Bool(value);
    }

    static Value of(long value) {
        return new Int(value);
    }

    /// The text as a value.
    ///
    /// @throws IllegalArgumentException if it holds U+0000 or half a surrogate pair
    static Value of(String value) {
        return new Text(value);
    }

    static Value of(UUID value) {
        return new Uuid(value);
    }
}
