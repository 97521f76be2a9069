package dev.isochron.sql.store;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which part of a layout is wanted: its first columns hold these values, and the next lies between
/// two others.
///
/// @param prefix values of the first columns; null is a value here
/// @param low where the next column begins, or null
/// @param high where it ends, or null
public record Bounds(List<Value> prefix, @Nullable End low, @Nullable End high) {

    public Bounds {
        prefix = List.copyOf(prefix);
    }

    /// One end of a range; nulls lie in no range.
    public record End(Value value, boolean inclusive) {}

    /// All of a layout.
    public static final Bounds ALL = new Bounds(List.of(), null, null);

    /// The keys that these bounds mean, or none.
    ///
    /// A value that the column cannot hold equals nothing that it holds. As an end of a range it is
    /// left out, which errs on the side of too many keys: whoever filters the rows keeps the
    /// condition.
    public Optional<Span> span(Layout layout) {
        List<Value> fitted = new ArrayList<>(prefix.size());
        for (int i = 0; i < prefix.size(); i++) {
            Value value = fit(layout.keyDeclarations().get(i), prefix.get(i));
            if (value == null) {
                return Optional.empty();
            }
            fitted.add(value);
        }
        Span whole = layout.withPrefix(fitted);
        return low == null && high == null ? Optional.of(whole) : within(layout, fitted, whole);
    }

    private Optional<Span> within(Layout layout, List<Value> first, Span whole) {
        int next = first.size();
        SortOrder order = layout.keyColumns().get(next).order();
        Column column = layout.keyDeclarations().get(next);
        End start = order.isDescending() ? high : low;
        End end = order.isDescending() ? low : high;
        Optional<Key> from = Optional.of(whole.from());
        Optional<Key> until = whole.until();
        Optional<Span> nulls =
                column.nullable()
                        ? Optional.of(at(layout, first, Value.Null.NULL))
                        : Optional.empty();
        if (nulls.isPresent()) {
            from = order.isNullsFirst() ? nulls.get().until() : from;
            until = order.isNullsFirst() ? until : Optional.of(nulls.get().from());
        }
        Value startValue = start == null ? null : fit(column, start.value());
        if (start != null && startValue != null) {
            Span there = at(layout, first, startValue);
            from = start.inclusive() ? Optional.of(there.from()) : there.until();
        }
        Value endValue = end == null ? null : fit(column, end.value());
        if (end != null && endValue != null) {
            Span there = at(layout, first, endValue);
            until = end.inclusive() ? there.until() : Optional.of(there.from());
        }
        return between(from, until);
    }

    private static Span at(Layout layout, List<Value> first, Value next) {
        List<Value> values = new ArrayList<>(first);
        values.add(next);
        return layout.withPrefix(values);
    }

    private static Optional<Span> between(Optional<Key> from, Optional<Key> until) {
        boolean isEmpty = from.isEmpty() || (until.isPresent() && !from.get().isBelow(until.get()));
        return isEmpty ? Optional.empty() : Optional.of(new Span(from.get(), until));
    }

    /// The value as the column holds it; null if it holds no such value.
    public static @Nullable Value fit(Column column, Value value) {
        if (value.isNull()) {
            return column.nullable() ? value : null;
        }
        if (column.type().accepts(value)) {
            return value;
        }
        if (column.type() instanceof ColumnType.FixedNumeric fixed
                && value instanceof Numeric.Finite(BigDecimal number)) {
            try {
                Value scaled = Numeric.of(number.setScale(fixed.scale()));
                return fixed.accepts(scaled) ? scaled : null;
            } catch (ArithmeticException e) {
                return null;
            }
        }
        if (column.type() instanceof ColumnType.PaddedText
                && value instanceof Value.Text(String text)) {
            Value stripped = Value.of(text.stripTrailing());
            return column.type().accepts(stripped) ? stripped : null;
        }
        return null;
    }
}
