package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;

/// The three values of truth, with null for unknown.
final class Truth {

    static final Value TRUE = Value.of(true);
    static final Value FALSE = Value.of(false);
    static final Value UNKNOWN = Value.Null.NULL;

    private Truth() {}

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static boolean isTrue(Value value) {
        return value instanceof Value.Bool(boolean truth) && truth;
    }

    static boolean isFalse(Value value) {
        return value instanceof Value.Bool(boolean truth) && !truth;
    }

    static Value not(Value value) {
        return value instanceof Value.Bool(boolean truth) ? of(!truth) : UNKNOWN;
    }

    static Value negatedIf(boolean negated, Value value) {
        return negated ? not(value) : value;
    }
}
