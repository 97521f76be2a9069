package dev.isochron.sql.store;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.IndexKeys;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.tuple.PlainValue;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// One index of a table. An entry holds the columns it is sorted by, the table's key, and what was
/// included.
public final class IndexAccess implements Layout {

    private final TableAccess owner;
    private final Index index;
    private final CatalogIndex declared;
    private final IndexKeys keys;
    private final List<Integer> places;
    private final List<Column> declarations;
    private final List<Integer> included;
    private final BitSet held = new BitSet();

    IndexAccess(TableAccess owner, Index index, CatalogIndex declared) {
        CatalogTable table = owner.table();
        this.owner = owner;
        this.index = index;
        this.declared = declared;
        this.keys = new IndexKeys(table.stored(), index);
        this.places = keys.columns().stream().map(key -> table.placeOf(key.column())).toList();
        this.declarations = places.stream().map(owner::column).toList();
        this.included = index.included().stream().map(table::placeOf).toList();
        places.forEach(held::set);
        included.forEach(held::set);
    }

    public Index index() {
        return index;
    }

    public boolean isPublic() {
        return declared.isPublic();
    }

    public boolean isUnique() {
        return index.unique();
    }

    /// The places of all columns that entries hold.
    public BitSet held() {
        return (BitSet) held.clone();
    }

    /// The places of the columns that it is declared on.
    public List<Integer> declaredPlaces() {
        return places.subList(0, index.columns().size());
    }

    @Override
    public String name() {
        return index.name();
    }

    @Override
    public List<KeyColumn> keyColumns() {
        return keys.columns();
    }

    @Override
    public List<Column> keyDeclarations() {
        return declarations;
    }

    @Override
    public List<Integer> keyPlaces() {
        return places;
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
        BitSet missing = (BitSet) wanted.places().clone();
        missing.andNot(held);
        return missing.isEmpty();
    }

    /// Where another row must not have an entry; empty if rows may agree, as a null is among the
    /// values or the index is not unique.
    public Optional<Span> exclusive(Value[] row) {
        List<Value> values = TableAccess.valuesAt(declaredPlaces(), row);
        return !index.unique() || values.stream().anyMatch(Value::isNull)
                ? Optional.empty()
                : Optional.of(keys.withPrefix(values));
    }

    /// The key of a row's entry.
    public Key keyOf(Value[] row) {
        return keys.key(TableAccess.valuesAt(places, row));
    }

    /// The entry of a row.
    public Stored encode(Value[] row) {
        RowBuilder builder = new RowBuilder(owner.table().stored().version());
        for (int i = 0; i < places.size(); i++) {
            Value value = row[places.get(i)];
            if (!PlainValue.isPlain(declarations.get(i).type(), value)) {
                builder.set(declarations.get(i).id(), value);
            }
        }
        for (int place : included) {
            builder.set(owner.column(place).id(), row[place]);
        }
        return new Stored(keyOf(row), builder.build());
    }

    @Override
    public Value[] decode(Key key, Row from, Wanted wanted) {
        Value[] row = new Value[owner.width()];
        Arrays.fill(row, Value.Null.NULL);
        List<Value> fromKey = keys.values(key);
        for (int i = 0; i < places.size(); i++) {
            ColumnId id = declarations.get(i).id();
            row[places.get(i)] =
                    from.placeOf(id) >= 0 ? from.value(declarations.get(i)) : fromKey.get(i);
        }
        for (int place : included) {
            row[place] = from.value(owner.column(place));
        }
        return row;
    }

    @Override
    public Key rowKey(Key key) {
        return owner.key(keys.rowOf(key));
    }

    @Override
    public KeyShape shape() {
        return keys.shape();
    }

    @Override
    public Optional<Input> input(int place) {
        if (!held.get(place)) {
            return Optional.empty();
        }
        Column column = owner.column(place);
        return Optional.of(
                new Input(column.id(), column.type(), places.indexOf(place), column.whenMissing()));
    }
}
