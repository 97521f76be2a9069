package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.tuple.ElementReader;
import dev.isochron.protocol.tuple.ElementWriter;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;

/// How keys of one kind are put together and taken apart, for tables and indexes alike.
final class KeyForm {

    /// An element that is measured alone because the whole key is too long: a value's own limit is
    /// a mebibyte, and no byte of it becomes more than two.
    private static final int MEASURED_BYTES = 4 << 20;

    private final String where;
    private final int[] numbers;
    private final int[] upTo;
    private final List<KeyColumn> columns;
    private final List<Column> declared;

    /// A number, and how many columns have been written when its elements are.
    record Level(int number, int columns) {}

    /// @param where the table or index, as people call it
    /// @param columns what is keyed by, in order
    /// @param declared the declarations of these columns
    KeyForm(String where, List<Level> levels, List<KeyColumn> columns, List<Column> declared) {
        this.where = where;
        this.numbers = levels.stream().mapToInt(Level::number).toArray();
        this.upTo = levels.stream().mapToInt(Level::columns).toArray();
        this.columns = List.copyOf(columns);
        this.declared = List.copyOf(declared);
    }

    Key key(List<Value> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "%s is keyed by %d columns, not %d"
                            .formatted(where, columns.size(), values.size()));
        }
        try {
            KeyBuilder out = new KeyBuilder();
            write(out, values);
            return out.append(Mark.END).toKey();
        } catch (KeyTooLong tooLong) {
            throw explained(values);
        }
    }

    Key prefix(List<Value> first) {
        if (first.size() > columns.size()) {
            throw new IllegalArgumentException(
                    "%s is keyed by %d columns, not %d"
                            .formatted(where, columns.size(), first.size()));
        }
        try {
            KeyBuilder out = new KeyBuilder();
            write(out, first);
            return out.toKey();
        } catch (KeyTooLong tooLong) {
            throw explained(first);
        }
    }

    /// Writes as many elements as there are values, and each number once all before it is written.
    /// Below a prefix that ends where a table's key does, only what is further down is wanted.
    private void write(KeyBuilder out, List<Value> values) {
        int level = 0;
        Mark.write(out, numbers[level]);
        for (int i = 0; i < values.size(); i++) {
            while (i == upTo[level]) {
                Mark.write(out, numbers[++level]);
            }
            ElementWriter.write(out, fitting(i, values.get(i)), columns.get(i).order());
        }
        while (level + 1 < numbers.length && values.size() == upTo[level]) {
            Mark.write(out, numbers[++level]);
        }
    }

    private Value fitting(int column, Value value) {
        if (!declared.get(column).accepts(value)) {
            throw new UnfitValue(where, declared.get(column), value);
        }
        return value;
    }

    private KeyTooLong explained(List<Value> values) {
        List<KeyTooLong.Part> parts = new ArrayList<>();
        int bytes = 1;
        for (int number : numbers) {
            bytes += Mark.keyOf(number).length();
        }
        for (int i = 0; i < values.size(); i++) {
            KeyBuilder alone = new KeyBuilder(MEASURED_BYTES);
            ElementWriter.write(alone, values.get(i), columns.get(i).order());
            parts.add(new KeyTooLong.Part(declared.get(i).name(), alone.length()));
            bytes += alone.length();
        }
        return new KeyTooLong(where, bytes, Key.MAX_BYTES, parts);
    }

    /// What scans ask of each row, so nothing is made of the key but a reader.
    boolean owns(Key key) {
        return owns(key, new ElementReader(key, 0));
    }

    private boolean owns(Key key, ElementReader reader) {
        int written = 0;
        for (int level = 0; level < numbers.length; level++) {
            int at = reader.position();
            if (at >= key.length()
                    || !Mark.isNumber(key.byteAt(at))
                    || Mark.read(key, at) != numbers[level]) {
                return false;
            }
            reader.moveTo(at + Mark.length(key.byteAt(at)));
            for (; reader.atElement(); written++) {
                if (written == upTo[level]) {
                    return false;
                }
                reader.skip();
            }
            if (written != upTo[level]) {
                return false;
            }
        }
        int end = reader.position();
        return end == key.length() - 1 && key.byteAt(end) == Mark.END;
    }

    KeyShape shape() {
        List<KeyShape.Level> levels = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            levels.add(new KeyShape.Level(numbers[i], upTo[i]));
        }
        List<KeyShape.Element> elements = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            elements.add(new KeyShape.Element(declared.get(i).type(), columns.get(i).order()));
        }
        return new KeyShape(levels, elements);
    }

    List<Value> values(Key key) {
        ElementReader reader = new ElementReader(key, 0);
        if (!owns(key, reader)) {
            throw new MalformedKey("it is not of " + where, 0);
        }
        reader.moveTo(0);
        List<Value> values = new ArrayList<>(columns.size());
        int written = 0;
        for (int end : upTo) {
            reader.moveTo(reader.position() + Mark.length(key.byteAt(reader.position())));
            for (; written < end; written++) {
                values.add(reader.read(declared.get(written).type(), columns.get(written).order()));
            }
        }
        return values;
    }
}
