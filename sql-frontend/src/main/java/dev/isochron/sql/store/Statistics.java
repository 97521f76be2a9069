package dev.isochron.sql.store;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.TableStatistics;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// About how many rows of a table meet a condition on one column, as parts of all rows from 0 to 1.
/// Never changes.
public final class Statistics {

    /// Of a range of which nothing is known.
    private static final double SOME = 1.0 / 3;

    private final double rows;
    private final TreeMap<Integer, Numbers> byPlace = new TreeMap<>();

    /// What is known of a column.
    private record Numbers(
            double nulls,
            double distinct,
            List<Value> common,
            List<Double> frequencies,
            List<Value> bounds) {

        /// The part of the rows that have a value which is none of the common ones.
        double others() {
            double common = frequencies.stream().mapToDouble(part -> part).sum();
            return Math.max(0, 1 - nulls - common);
        }
    }

    /// @param table whose columns have these numbers now
    Statistics(TableStatistics from, CatalogTable table) {
        this.rows = from.rows();
        for (TableStatistics.OfColumn column : from.columns()) {
            for (CatalogColumn declared : table.columns()) {
                if (declared.id().equals(column.id())) {
                    byPlace.put(table.placeOf(column.id()), numbers(column, declared.type()));
                }
            }
        }
    }

    /// Values that a changed type cannot read any more are left out.
    private static Numbers numbers(TableStatistics.OfColumn from, SqlType type) {
        List<Value> common = read(from.common(), type);
        boolean isWhole = common.size() == from.frequencies().size();
        return new Numbers(
                from.nulls(),
                Math.max(1, from.distinct()),
                isWhole ? common : List.of(),
                isWhole ? from.frequencies() : List.of(),
                read(from.bounds(), type));
    }

    private static List<Value> read(List<String> texts, SqlType type) {
        List<Value> values = new ArrayList<>();
        try {
            for (String text : texts) {
                values.add(TextFormat.read(text, type, FormatSettings.DEFAULT, 0));
            }
        } catch (dev.isochron.sql.error.SqlException e) {
            return List.of();
        }
        return values;
    }

    /// How many rows the table had.
    public double rows() {
        return rows;
    }

    /// How many different values a column has; as many as there are rows, if nothing is known.
    public double distinct(int place) {
        Numbers known = byPlace.get(place);
        return known == null ? Math.max(1, rows) : known.distinct;
    }

    /// The part of the rows whose column equals a value.
    ///
    /// @param value null if it is not known yet
    public double equal(int place, @Nullable Value value) {
        Numbers known = byPlace.get(place);
        if (known == null) {
            return 1 / Math.max(1, rows);
        }
        if (value != null && value.isNull()) {
            return 0;
        }
        if (value == null || isUnlike(known, value)) {
            return (1 - known.nulls) / known.distinct;
        }
        for (int i = 0; i < known.common.size(); i++) {
            if (compare(known.common.get(i), value) == 0) {
                return known.frequencies.get(i);
            }
        }
        return known.others() / Math.max(1, known.distinct - known.common.size());
    }

    /// The part of the rows whose column is null.
    public double nulls(int place) {
        Numbers known = byPlace.get(place);
        return known == null ? 0 : known.nulls;
    }

    /// The part of the rows whose column is below a value, which may be there itself.
    ///
    /// @param value null if it is not known yet
    public double below(int place, @Nullable Value value) {
        Numbers known = byPlace.get(place);
        if (value != null && value.isNull()) {
            return 0;
        }
        if (known == null || value == null || isUnlike(known, value)) {
            return SOME;
        }
        double part = known.others() * partOf(known.bounds, value);
        for (int i = 0; i < known.common.size(); i++) {
            if (compare(known.common.get(i), value) < 0) {
                part += known.frequencies.get(i);
            }
        }
        return part;
    }

    /// The part of the rows whose column is above a value, or equals it.
    ///
    /// @param value null if it is not known yet
    public double above(int place, @Nullable Value value) {
        Numbers known = byPlace.get(place);
        boolean isGuessed = known == null || value == null || isUnlike(known, value);
        return isGuessed ? SOME : Math.max(0, 1 - nulls(place) - below(place, value));
    }

    /// How far a value is along the bounds, from 0 to 1.
    private static double partOf(List<Value> bounds, Value value) {
        if (bounds.size() < 2) {
            return 0.5;
        }
        int before = 0;
        while (before < bounds.size() && compare(bounds.get(before), value) < 0) {
            before++;
        }
        if (before == 0) {
            return 0;
        }
        if (before == bounds.size()) {
            return 1;
        }
        double within = within(bounds.get(before - 1), bounds.get(before), value);
        return (before - 1 + within) / (bounds.size() - 1);
    }

    /// How far a value is between two, which is known of numbers only.
    private static double within(Value low, Value high, Value value) {
        if (low instanceof Value.Int(long from)
                && high instanceof Value.Int(long to)
                && value instanceof Value.Int(long at)
                && to > from) {
            return ((double) at - from) / ((double) to - from);
        }
        return 0.5;
    }

    private static int compare(Value a, Value b) {
        return ValueOrder.compare(a, b);
    }

    /// Whether nothing is known that a value can be compared with: a column may be compared with a
    /// value of a wider type.
    private static boolean isUnlike(Numbers known, Value value) {
        List<Value> some = known.bounds.isEmpty() ? known.common : known.bounds;
        if (some.isEmpty()) {
            return true;
        }
        try {
            var _ = compare(some.getFirst(), value);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
