package dev.isochron.protocol.schema;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import java.util.Comparator;

/// How one column of a key is sorted: in which direction, and where its nulls stand.
public enum SortOrder implements Comparator<Value> {
    /// What SQL means by `ASC`.
    ASC_NULLS_LAST(false, false),
    ASC_NULLS_FIRST(false, true),
    /// What SQL means by `DESC`.
    DESC_NULLS_FIRST(true, true),
    DESC_NULLS_LAST(true, false);

    private final boolean descending;
    private final boolean nullsFirst;

    SortOrder(boolean descending, boolean nullsFirst) {
        this.descending = descending;
        this.nullsFirst = nullsFirst;
    }

    public boolean isDescending() {
        return descending;
    }

    public boolean isNullsFirst() {
        return nullsFirst;
    }

    /// Compares two values of one type.
    @Override
    public int compare(Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            int nullsLast = Boolean.compare(a.isNull(), b.isNull());
            return nullsFirst ? -nullsLast : nullsLast;
        }
        return descending ? ValueOrder.compare(b, a) : ValueOrder.compare(a, b);
    }

    /// As SQL writes it.
    @Override
    public String toString() {
        return name().replace('_', ' ');
    }
}
