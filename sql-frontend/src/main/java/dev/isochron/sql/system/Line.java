package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a table of the system; what is not said is null.
final class Line {
    private final Shape shape;
    private final Value[] values;

    Line(Shape shape) {
        this.shape = shape;
        this.values = new Value[shape.columns().size()];
        Arrays.fill(values, Value.Null.NULL);
    }

    Line set(String column, Value value) {
        values[shape.place(column)] = value;
        return this;
    }

    Line set(String column, long number) {
        return set(column, Value.of(number));
    }

    Line set(String column, boolean flag) {
        return set(column, Value.of(flag));
    }

    Line set(String column, @Nullable String text) {
        return text == null ? this : set(column, Value.of(text));
    }

    Line set(String column, char letter) {
        return set(column, String.valueOf(letter));
    }

    /// An array, or an `int2vector` and its like.
    Line set(String column, List<? extends Value> elements) {
        return set(column, new Value.Array(List.copyOf(elements)));
    }

    /// The same number in several columns.
    Line all(long number, String... columns) {
        for (String column : columns) {
            set(column, number);
        }
        return this;
    }

    /// The same truth in several columns.
    Line all(boolean flag, String... columns) {
        for (String column : columns) {
            set(column, flag);
        }
        return this;
    }

    Value[] values() {
        return values;
    }
}
