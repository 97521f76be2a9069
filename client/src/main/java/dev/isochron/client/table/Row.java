package dev.isochron.client.table;

import dev.isochron.client.error.BadInputException;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The values of one row, by the names of its columns. It never changes; [#with] makes another.
///
/// Reading a column as what it is not throws [BadInputException], as does reading a null as a
/// number; ask [#isNull] first.
public final class Row {

    private final Table table;
    private final List<Value> values;

    Row(Table table, List<Value> values) {
        this.table = table;
        this.values = values;
    }

    /// A row of nulls, to be filled.
    static Row empty(Table table) {
        return new Row(table, Collections.nCopies(table.columns().size(), Value.Null.NULL));
    }

    public Table table() {
        return table;
    }

    /// This row with another value in one column; `null` is null.
    ///
    /// @throws BadInputException if there is no such column, or it cannot hold that
    public Row with(String column, @Nullable Object value) {
        int place = place(column);
        List<Value> changed = new ArrayList<>(values);
        changed.set(place, Values.of(table.toString(), table.columns().get(place), value));
        return new Row(table, Collections.unmodifiableList(changed));
    }

    /// This row with these values in all columns, in the order of the table; `null` is null.
    ///
    /// @throws BadInputException if they are more or fewer, or a column cannot hold its value
    public Row withAll(List<? extends @Nullable Object> all) {
        List<Column> columns = table.columns();
        if (all.size() != columns.size()) {
            throw new BadInputException(
                    new BadInput.WrongType(
                            table.name().toString(),
                            "%s has %d columns, not %d"
                                    .formatted(table, columns.size(), all.size())));
        }
        List<Value> changed = new ArrayList<>(all.size());
        for (int place = 0; place < columns.size(); place++) {
            changed.add(Values.of(table.toString(), columns.get(place), all.get(place)));
        }
        return new Row(table, Collections.unmodifiableList(changed));
    }

    /// The value of a column as it is.
    public Value value(String column) {
        return values.get(place(column));
    }

    public boolean isNull(String column) {
        return value(column).isNull();
    }

    public long number(String column) {
        if (value(column) instanceof Value.Int(long number)) {
            return number;
        }
        throw notA(column, "an integer");
    }

    public boolean bool(String column) {
        if (value(column) instanceof Value.Bool(boolean bool)) {
            return bool;
        }
        throw notA(column, "a boolean");
    }

    public double real(String column) {
        return switch (value(column)) {
            case Value.Float8(double real) -> real;
            case Value.Float4(float real) -> real;
            default -> throw notA(column, "a floating-point number");
        };
    }

    public BigDecimal decimal(String column) {
        return switch (value(column)) {
            case Numeric.Finite(BigDecimal decimal) -> decimal;
            case Value.Int(long number) -> BigDecimal.valueOf(number);
            default -> throw notA(column, "a finite number");
        };
    }

    public String text(String column) {
        if (value(column) instanceof Value.Text(String text)) {
            return text;
        }
        throw notA(column, "a text");
    }

    public UUID uuid(String column) {
        if (value(column) instanceof Value.Uuid(UUID uuid)) {
            return uuid;
        }
        throw notA(column, "a uuid");
    }

    public byte[] bytes(String column) {
        if (value(column) instanceof Bytes bytes) {
            return bytes.toBytes();
        }
        throw notA(column, "bytes");
    }

    public LocalDate date(String column) {
        if (value(column) instanceof Value.Date date) {
            return Values.toDate(date);
        }
        throw notA(column, "a date");
    }

    public LocalDateTime localTime(String column) {
        if (value(column) instanceof Value.LocalTimestamp(long micros)) {
            return Values.MIDNIGHT_ZERO.plus(micros, ChronoUnit.MICROS);
        }
        throw notA(column, "a timestamp");
    }

    public Instant instant(String column) {
        if (value(column) instanceof Value.UtcTimestamp(long micros)) {
            return Values.INSTANT_ZERO.plus(micros, ChronoUnit.MICROS);
        }
        throw notA(column, "a timestamptz");
    }

    /// All values, in the order of the table's columns.
    public List<Value> values() {
        return values;
    }

    /// The values of the key, in its order.
    public List<Value> key() {
        List<Value> key = new ArrayList<>();
        for (KeyColumn column : table.primaryKey()) {
            key.add(values.get(table.columns().indexOf(table.columnOf(column))));
        }
        return key;
    }

    Row withValue(int place, Value value) {
        List<Value> changed = new ArrayList<>(values);
        changed.set(place, value);
        return new Row(table, Collections.unmodifiableList(changed));
    }

    private int place(String column) {
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new BadInputException(new BadInput.UnknownColumn(table.name().toString(), column));
    }

    private BadInputException notA(String column, String wanted) {
        Column declared = table.columns().get(place(column));
        String held = isNull(column) ? "null" : "a " + declared.type();
        return new BadInputException(
                new BadInput.WrongType(
                        column,
                        "column %s of %s holds %s, which is not %s"
                                .formatted(column, table, held, wanted)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row
                && row.table.id().equals(table.id())
                && row.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /// For people and logs of tests: it shows all values.
    @Override
    public String toString() {
        StringJoiner columns = new StringJoiner(", ", table.name() + " {", "}");
        for (int i = 0; i < values.size(); i++) {
            columns.add(table.columns().get(i).name() + ": " + values.get(i));
        }
        return columns.toString();
    }
}
