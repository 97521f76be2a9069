package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.Ancestor;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The keys of one table's rows.
public final class RowKeys {

    private final Table table;
    private final KeyForm form;

    public RowKeys(Table table) {
        this.table = table;
        List<KeyForm.Level> levels = new ArrayList<>();
        for (Ancestor step : table.path()) {
            levels.add(new KeyForm.Level(step.table().value(), step.keyColumns()));
        }
        List<Column> columns = table.primaryKey().stream().map(table::columnOf).toList();
        this.form = new KeyForm(table.toString(), levels, table.primaryKey(), columns);
    }

    public Table table() {
        return table;
    }

    /// The key of the row with these values in its key columns.
    ///
    /// @throws UnfitValue if one is not of its column's type, or null and may not be
    /// @throws dev.isochron.protocol.key.KeyTooLong if they take more room than a key has
    public Key key(List<Value> values) {
        return form.key(values);
    }

    /// The keys of all rows whose first key columns hold these values. Where these are not the
    /// whole key of the table above, rows of other tables are among them; [#owns] tells which.
    public Span withPrefix(List<Value> first) {
        return Span.prefix(form.prefix(first));
    }

    /// The keys of all rows of the table; if it is interleaved, rows of other tables are among
    /// them, and [#owns] tells which.
    public Span all() {
        return withPrefix(List.of());
    }

    /// Whether this is the key of a row of the table, and not of one above, beside or under it.
    public boolean owns(Key key) {
        return form.owns(key);
    }

    /// The values of the key columns, the plainest of those that compare equal.
    ///
    /// @throws dev.isochron.protocol.key.MalformedKey unless [#owns]
    public List<Value> values(Key key) {
        return form.values(key);
    }

    /// How they are made, for those who do not know the declaration.
    public KeyShape shape() {
        return form.shape();
    }
}
