package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;

/// A key to sort by.
///
/// @param order that of the key's type, upwards
public record SortTerm(Expression key, Ordering order, boolean descending, boolean nullsFirst) {

    /// The same in the same directions, by another key of that type.
    public SortTerm withKey(Expression newKey) {
        return new SortTerm(newKey, order, descending, nullsFirst);
    }

    /// Below zero, zero or above zero, as the row with the key `a` is before, beside or after that
    /// with `b`.
    public int compare(Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            int nullsLast = Boolean.compare(a.isNull(), b.isNull());
            return nullsFirst ? -nullsLast : nullsLast;
        }
        int upwards = order.compare(a, b);
        return descending ? -Integer.signum(upwards) : upwards;
    }
}
