package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.tuple.PlainValue;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Whole rows of one table as key and bytes, and back.
///
/// Values are given and returned in the order of the table's columns.
public final class TableRows {

    private final Table table;
    private final RowKeys keys;
    private final int maxRowBytes;

    /// The place of each key column among the table's columns.
    private final int[] keyPlaces;

    /// The place of each of the table's columns in its key, or -1.
    private final int[] placesInKey;

    public TableRows(Table table) {
        this(table, Row.DEFAULT_MAX_BYTES);
    }

    public TableRows(Table table, int maxRowBytes) {
        this.table = table;
        this.keys = new RowKeys(table);
        this.maxRowBytes = maxRowBytes;
        List<ColumnId> ids = table.columns().stream().map(Column::id).toList();
        List<ColumnId> key = table.primaryKey().stream().map(KeyColumn::column).toList();
        this.keyPlaces = key.stream().mapToInt(ids::indexOf).toArray();
        this.placesInKey = ids.stream().mapToInt(key::indexOf).toArray();
    }

    public RowKeys keys() {
        return keys;
    }

    /// The key and the bytes of a row with these values.
    ///
    /// @throws UnfitValue if one is not of its column's type, or null and may not be
    /// @throws dev.isochron.protocol.key.KeyTooLong if the key would be too long
    /// @throws dev.isochron.protocol.row.RowTooLarge if the rest would be
    public Stored store(List<Value> values) {
        if (values.size() != table.columns().size()) {
            throw new IllegalArgumentException(
                    "%s has %d columns, not %d"
                            .formatted(table, table.columns().size(), values.size()));
        }
        List<Value> key = new ArrayList<>(keyPlaces.length);
        for (int place : keyPlaces) {
            key.add(values.get(place));
        }
        return new Stored(keys.key(key), row(values));
    }

    /// Columns of the key are in the row only if the key does not give back the very value.
    private Row row(List<Value> values) {
        RowBuilder row = new RowBuilder(table.version());
        for (int i = 0; i < values.size(); i++) {
            Column column = table.columns().get(i);
            Value value = values.get(i);
            if (!column.accepts(value)) {
                throw new UnfitValue(table.toString(), column, value);
            }
            if (placesInKey[i] < 0 || !PlainValue.isPlain(column.type(), value)) {
                row.set(column.id(), value);
            }
        }
        return row.build(maxRowBytes);
    }

    /// The values of a row, all of them.
    ///
    /// @throws dev.isochron.protocol.key.MalformedKey if the key is not of this table
    /// @throws dev.isochron.protocol.row.MalformedRow if the bytes are not of its columns' types
    public List<Value> load(Key key, Row row) {
        List<Value> fromKey = keys.values(key);
        List<Value> values = new ArrayList<>(placesInKey.length);
        for (int i = 0; i < placesInKey.length; i++) {
            Column column = table.columns().get(i);
            boolean inRow = placesInKey[i] < 0 || row.placeOf(column.id()) >= 0;
            values.add(inRow ? row.value(column) : fromKey.get(placesInKey[i]));
        }
        return values;
    }
}
