package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.Ancestor;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;

/// The keys of one index's entries.
///
/// An entry is keyed by the index's columns and those of the table's key that are not among them,
/// which lead back to the row. Whether two rows agree in the columns of a unique index is asked of
/// the span [#withPrefix] of them: in a unique index it holds one entry, unless a null is among
/// them.
///
/// An index of a level above 0 is put under the rows of a table, as another table would be.
public final class IndexKeys {

    private final Table table;
    private final Index index;
    private final List<KeyColumn> columns;
    private final KeyForm form;

    public IndexKeys(Table table, Index index) {
        this.table = table;
        this.index = index;
        this.columns = index.entryKey(table);
        List<KeyForm.Level> levels = new ArrayList<>();
        for (Ancestor step : table.path().subList(0, index.level())) {
            levels.add(new KeyForm.Level(step.table().value(), step.keyColumns()));
        }
        levels.add(new KeyForm.Level(index.id().value(), columns.size()));
        List<Column> declared = columns.stream().map(table::columnOf).toList();
        this.form = new KeyForm("index " + index.name(), levels, columns, declared);
    }

    public Index index() {
        return index;
    }

    /// The columns that entries are keyed by, in order.
    public List<KeyColumn> columns() {
        return columns;
    }

    /// The key of the entry for a row with these values in [#columns].
    ///
    /// @throws UnfitValue if one is not of its column's type
    /// @throws dev.isochron.protocol.key.KeyTooLong if they take more room than a key has
    public Key key(List<Value> values) {
        return form.key(values);
    }

    /// The keys of all entries whose first columns hold these values.
    public Span withPrefix(List<Value> first) {
        return Span.prefix(form.prefix(first));
    }

    /// Whether this is the key of an entry of the index.
    public boolean owns(Key key) {
        return form.owns(key);
    }

    /// The values of [#columns], the plainest of those that compare equal.
    ///
    /// @throws dev.isochron.protocol.key.MalformedKey unless [#owns]
    public List<Value> values(Key key) {
        return form.values(key);
    }

    /// The values of the table's key in an entry, in the order of that key.
    ///
    /// @throws dev.isochron.protocol.key.MalformedKey unless [#owns]
    public List<Value> rowOf(Key key) {
        List<Value> values = values(key);
        List<Value> row = new ArrayList<>();
        for (KeyColumn wanted : table.primaryKey()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).column().equals(wanted.column())) {
                    row.add(values.get(i));
                }
            }
        }
        return row;
    }

    /// How they are made, for those who do not know the declaration.
    public KeyShape shape() {
        return form.shape();
    }
}
