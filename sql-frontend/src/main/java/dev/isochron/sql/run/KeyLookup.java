package dev.isochron.sql.run;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.store.Bounds;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Gives the rows of a table that have certain keys: one request to each shard that holds some.
///
/// @param sargs alternatives for each column of the key
/// @param condition what else a row must meet, or null
public record KeyLookup(Lookups lookups, Sargs sargs, @Nullable Expression condition)
        implements Operator {

    private static final Value[] NO_ROW = {};

    @Override
    public RowSource open(Execution execution) {
        TableAccess table = lookups.table();
        if (sargs.isSingle()) {
            return one(execution);
        }
        TreeSet<Key> keys = new TreeSet<>();
        for (List<Value> values : sargs.prefixes(NO_ROW, execution)) {
            Key key = key(table, values);
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            return RowSource.EMPTY;
        }
        SortedMap<Key, Row> found = execution.reader().points(keys, lookups.locks());
        List<Value[]> rows = new ArrayList<>(found.size());
        found.forEach((key, stored) -> {
            Value[] row = table.decode(key, stored, lookups.wanted());
            if (condition == null || condition.holds(row, execution)) {
                rows.add(row);
            }
        });
        return RowSource.of(rows.iterator());
    }

    /// What most statements ask for: the row of one key, as plainly as can be.
    private RowSource one(Execution execution) {
        TableAccess table = lookups.table();
        List<Value> values = sargs.single(NO_ROW, execution);
        Key key = values == null ? null : key(table, values);
        Row stored = key == null ? null : execution.reader().point(key, lookups.locks());
        if (key == null || stored == null) {
            return RowSource.EMPTY;
        }
        Value[] row = table.decode(key, stored, lookups.wanted());
        return condition == null || condition.holds(row, execution)
                ? RowSource.of(row)
                : RowSource.EMPTY;
    }

    /// Null if no row has such a key.
    static @Nullable Key key(TableAccess table, List<Value> values) {
        boolean fits = true;
        for (int i = 0; i < values.size(); i++) {
            Value value = fitted(table, values, i);
            if (value == null) {
                return null;
            }
            fits &= isSame(value, values.get(i));
        }
        // Most fit as they are, and are not copied.
        return table.key(fits ? values : fitted(table, values));
    }

    private static List<Value> fitted(TableAccess table, List<Value> values) {
        List<Value> fitted = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            fitted.add(Objects.requireNonNull(fitted(table, values, i)));
        }
        return fitted;
    }

    private static @Nullable Value fitted(TableAccess table, List<Value> values, int place) {
        return Bounds.fit(table.keyDeclarations().get(place), values.get(place));
    }

    @SuppressWarnings("ReferenceEquality") // another that is equal is copied for nothing
    private static boolean isSame(Value fitted, Value given) {
        return fitted == given;
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }

    @Override
    public String title() {
        return "Key Lookup on " + lookups.table().name();
    }

    @Override
    public List<String> details() {
        return ExpressionText.conditions(
                "Key: " + sargs.describe(lookups.table()), condition, lookups.locks());
    }
}
