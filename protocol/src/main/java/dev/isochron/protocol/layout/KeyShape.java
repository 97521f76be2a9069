package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;

/// How the keys of a table or an index are made, told without its declaration.
///
/// @param levels numbers on the way down, at least one
/// @param columns the elements, in order
public record KeyShape(List<Level> levels, List<Element> columns) {

    /// As many tables under each other as there are elements in the longest key.
    public static final int MAX_LEVELS = 256;

    public KeyShape {
        levels = List.copyOf(levels);
        columns = List.copyOf(columns);
        int before = 0;
        for (Level level : levels) {
            if (level.upTo < before || level.upTo > columns.size() || level.number < 0) {
                throw new IllegalArgumentException("a key whose levels are out of order");
            }
            before = level.upTo;
        }
        if (levels.isEmpty() || levels.size() > MAX_LEVELS || before != columns.size()) {
            throw new IllegalArgumentException("a key whose levels do not hold its elements");
        }
    }

    /// A number, and how many elements have been written when those that follow it are.
    public record Level(int number, int upTo) {}

    /// One element.
    public record Element(ColumnType type, SortOrder order) {}

    /// What reads keys of this shape.
    public Reader reader() {
        return new Reader(this);
    }

    /// Reads keys of one shape.
    public static final class Reader {
        private final KeyForm form;

        private Reader(KeyShape shape) {
            List<KeyColumn> columns = new ArrayList<>();
            List<Column> declared = new ArrayList<>();
            for (Element element : shape.columns) {
                ColumnId id = new ColumnId(columns.size() + 1);
                columns.add(new KeyColumn(id, element.order));
                declared.add(Column.nullable(id, "element", element.type));
            }
            List<KeyForm.Level> levels =
                    shape.levels.stream()
                            .map(level -> new KeyForm.Level(level.number, level.upTo))
                            .toList();
            this.form = new KeyForm("a program", levels, columns, declared);
        }

        /// The keys of this shape, and of others that are interleaved with them.
        public Span all() {
            return Span.prefix(form.prefix(List.of()));
        }

        /// Whether a key is of this shape, and not of a table above, below or in between.
        public boolean owns(Key key) {
            return form.owns(key);
        }

        /// Its elements.
        ///
        /// @throws dev.isochron.protocol.key.MalformedKey unless [#owns]
        public List<Value> values(Key key) {
            return form.values(key);
        }
    }
}
