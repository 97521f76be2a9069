package dev.isochron.sql.run;

import dev.isochron.protocol.value.Value;
import java.util.Arrays;

/// Rows side by side.
final class Pairs {

    private Pairs() {}

    static Value[] of(Value[] left, Value[] right) {
        Value[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    static Value[] nulls(int width) {
        Value[] nulls = new Value[width];
        Arrays.fill(nulls, Value.Null.NULL);
        return nulls;
    }
}
