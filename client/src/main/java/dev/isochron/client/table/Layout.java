package dev.isochron.client.table;

import dev.isochron.client.error.BadInputException;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.layout.UnfitValue;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rows of one table as keys and bytes.
public final class Layout {

    private final Table table;
    private final TableRows rows;

    public Layout(Table table) {
        this.table = table;
        this.rows = new TableRows(table);
    }

    public Table table() {
        return table;
    }

    /// A row to be filled.
    public Row empty() {
        return Row.empty(table);
    }

    /// The key of the row with these values in its key columns.
    ///
    /// @throws BadInputException if they are too few or too many, unfit, or too long
    public Key key(List<?> values) {
        if (values.size() != table.primaryKey().size()) {
            throw new BadInputException(
                    new BadInput.WrongType(
                            "the key",
                            "the key of %s has %d columns, and %d values were given"
                                    .formatted(table, table.primaryKey().size(), values.size())));
        }
        return checked(() -> rows.keys().key(keyValues(values)));
    }

    /// The keys of all rows whose first key columns hold these values, and of what is interleaved.
    ///
    /// @throws BadInputException if they are too many, unfit, or too long
    public Span prefix(List<?> values) {
        if (values.size() > table.primaryKey().size()) {
            throw new BadInputException(
                    new BadInput.WrongType(
                            "the key",
                            "the key of %s has only %d columns"
                                    .formatted(table, table.primaryKey().size())));
        }
        return checked(() -> rows.keys().withPrefix(keyValues(values)));
    }

    private List<Value> keyValues(List<?> values) {
        List<Value> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Column column = table.columnOf(table.primaryKey().get(i));
            converted.add(Values.of(table.toString(), column, values.get(i)));
        }
        return converted;
    }

    /// Whether this is the key of a row of the table, and not of one interleaved with it.
    public boolean owns(Key key) {
        return rows.keys().owns(key);
    }

    /// A row as it is stored.
    ///
    /// @throws BadInputException if a value is missing or the row is too large
    public Stored store(Row row) {
        return checked(() -> rows.store(row.values()));
    }

    /// A row as it was stored, perhaps under an older version of the declaration.
    public Row load(Key key, dev.isochron.protocol.row.Row stored) {
        return new Row(table, rows.load(key, stored));
    }

    /// Just these columns of a row, as a patch carries them.
    ///
    /// @throws BadInputException if they are too large, or one is of the key
    public Bytes patch(Row row, Collection<ColumnId> columns) {
        RowBuilder builder = new RowBuilder(table.version());
        for (ColumnId id : columns) {
            Column column = table.column(id).orElseThrow();
            Value value = row.value(column.name());
            if (!column.accepts(value)) {
                throw new BadInputException(
                        BadInput.of(new UnfitValue(table.toString(), column, value)));
            }
            builder.set(id, value);
        }
        return Bytes.takeOver(checked(() -> builder.build().toBytes()));
    }

    /// Columns that can be patched, by name.
    ///
    /// @throws BadInputException if there is none of that name, or it is of the key
    public Column patchable(String name) {
        Column column = column(name);
        if (table.isKeyColumn(column.id())) {
            throw new BadInputException(
                    new BadInput.WrongType(
                            name,
                            "column %s is of the key of %s; delete the row and insert another"
                                    .formatted(name, table)));
        }
        return column;
    }

    /// The column of this name.
    ///
    /// @throws BadInputException if there is none of that name
    public Column column(String name) {
        return table.column(name)
                .orElseThrow(() ->
                        new BadInputException(
                                new BadInput.UnknownColumn(table.name().toString(), name)));
    }

    /// The columns of these names, for a lock. Those of the key come with every row.
    public ColumnSet columns(List<String> names) {
        List<ColumnId> ids = new ArrayList<>();
        for (String name : names) {
            ids.add(column(name).id());
        }
        for (KeyColumn key : table.primaryKey()) {
            ids.remove(key.column());
        }
        return ColumnSet.of(ids).union(ColumnSet.EXISTENCE);
    }

    private <T> T checked(Supplier<T> making) {
        try {
            return making.get();
        } catch (UnfitValue unfit) {
            throw refused(BadInput.of(unfit), unfit);
        } catch (KeyTooLong tooLong) {
            throw refused(BadInput.LongKey.of(tooLong), tooLong);
        } catch (RowTooLarge tooLarge) {
            throw refused(BadInput.LargeRow.of(table, tooLarge), tooLarge);
        }
    }

    private static BadInputException refused(BadInput failure, @Nullable Throwable cause) {
        BadInputException exception = new BadInputException(failure);
        exception.initCause(cause);
        return exception;
    }
}
