package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;

/// The order of the values of a type, none of them null.
@FunctionalInterface
public interface Ordering {

    /// That of all types but `jsonb`.
    Ordering NATURAL = ValueOrder::compare;

    /// Below zero, zero or above zero, as `a` is before, equal to or after `b`.
    int compare(Value a, Value b);
}
