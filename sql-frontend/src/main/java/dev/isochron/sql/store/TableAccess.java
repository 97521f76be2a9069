package dev.isochron.sql.store;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.tuple.PlainValue;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.TableStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// One table as it is stored. Never changes; shared by all who use the same state of the table.
public final class TableAccess implements Layout {

    private final CatalogTable table;
    private final Table stored;
    private final RowKeys keys;
    private final Column[] columns;
    private final List<Integer> keyPlaces;
    private final List<Column> keyDeclarations;
    private final List<IndexAccess> indexes = new ArrayList<>();

    /// The place of each column in the key, or -1.
    private final int[] placesInKey;

    private final Optional<Statistics> statistics;

    public TableAccess(CatalogTable table) {
        this(table, Optional.empty());
    }

    /// @param found what is known of its rows
    public TableAccess(CatalogTable table, Optional<TableStatistics> found) {
        this.table = table;
        this.statistics = found.map(known -> new Statistics(known, table));
        this.stored = table.stored();
        this.keys = new RowKeys(stored);
        this.columns = stored.columns().toArray(Column[]::new);
        List<ColumnId> key = stored.primaryKey().stream().map(KeyColumn::column).toList();
        this.keyPlaces = key.stream().map(table::placeOf).toList();
        this.keyDeclarations = keyPlaces.stream().map(place -> columns[place]).toList();
        this.placesInKey = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            placesInKey[i] = key.indexOf(columns[i].id());
        }
        for (Index index : stored.indexes()) {
            indexes.add(new IndexAccess(this, index, table.index(index.id())));
        }
    }

    public CatalogTable table() {
        return table;
    }

    /// What is known of its rows.
    public Optional<Statistics> statistics() {
        return statistics;
    }

    /// How many values a row has.
    public int width() {
        return columns.length;
    }

    /// In the order of their numbers.
    public List<IndexAccess> indexes() {
        return indexes;
    }

    Column column(int place) {
        return columns[place];
    }

    /// Whether a column is of the table's key.
    public boolean isKeyPlace(int place) {
        return placesInKey[place] >= 0;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public List<KeyColumn> keyColumns() {
        return stored.primaryKey();
    }

    @Override
    public List<Column> keyDeclarations() {
        return keyDeclarations;
    }

    @Override
    public List<Integer> keyPlaces() {
        return keyPlaces;
    }

    @Override
    public Span withPrefix(List<Value> first) {
        return keys.withPrefix(first);
    }

    @Override
    public boolean owns(Key key) {
        return keys.owns(key);
    }

    @Override
    public boolean holds(Wanted wanted) {
        return true;
    }

    @Override
    public Key rowKey(Key key) {
        return key;
    }

    /// The key of the row with these values in its key columns.
    ///
    /// @throws dev.isochron.protocol.layout.UnfitValue if one is none of its column
    /// @throws dev.isochron.protocol.key.KeyTooLong if they take more room than a key has
    public Key key(List<Value> values) {
        return keys.key(values);
    }

    /// The key of a row.
    public Key keyOf(Value[] row) {
        return keys.key(valuesAt(keyPlaces, row));
    }

    static List<Value> valuesAt(List<Integer> places, Value[] row) {
        List<Value> values = new ArrayList<>(places.size());
        for (int place : places) {
            values.add(row[place]);
        }
        return values;
    }

    /// A row as it is stored.
    ///
    /// @throws dev.isochron.protocol.row.RowTooLarge if it takes too much room
    public Stored encode(Value[] row) {
        RowBuilder builder = new RowBuilder(stored.version());
        for (int i = 0; i < columns.length; i++) {
            if (placesInKey[i] < 0 || !PlainValue.isPlain(columns[i].type(), row[i])) {
                builder.set(columns[i].id(), row[i]);
            }
        }
        return new Stored(keyOf(row), builder.build());
    }

    /// Some columns of a row, none of them of the key.
    public Row patch(Value[] row, BitSet places) {
        RowBuilder builder = new RowBuilder(stored.version());
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
            builder.set(columns[i].id(), row[i]);
        }
        return builder.build();
    }

    @Override
    public Value[] decode(Key key, Row from, Wanted wanted) {
        Value[] row = new Value[columns.length];
        Arrays.fill(row, Value.Null.NULL);
        List<Value> fromKey = null;
        BitSet places = wanted.places();
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
            if (placesInKey[i] < 0 || from.placeOf(columns[i].id()) >= 0) {
                row[i] = from.value(columns[i]);
            } else {
                if (fromKey == null) {
                    fromKey = keys.values(key);
                }
                row[i] = fromKey.get(placesInKey[i]);
            }
        }
        return row;
    }

    /// Columns for a lock; those of the key come with every row.
    public ColumnSet locked(Collection<Integer> places) {
        List<ColumnId> ids = new ArrayList<>();
        for (int place : places) {
            if (placesInKey[place] < 0) {
                ids.add(columns[place].id());
            }
        }
        return ColumnSet.of(ids);
    }

    /// Columns for a lock.
    public ColumnSet locked(BitSet places) {
        return locked(places.stream().boxed().toList());
    }

    @Override
    public KeyShape shape() {
        return keys.shape();
    }

    @Override
    public Optional<Input> input(int place) {
        Column column = columns[place];
        return Optional.of(
                new Input(column.id(), column.type(), placesInKey[place], column.whenMissing()));
    }
}
