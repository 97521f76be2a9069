package dev.isochron.sql.catalog;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.SortOrder;
import java.util.ArrayList;
import java.util.List;

/// The keys of a table or an index that is dropped: what is told of them so that they can be found
/// without the declaration. What their elements are does not matter for that, only how many there
/// are.
///
/// @param levels of the keys' shape
public record Remains(List<KeyShape.Level> levels) {
    public Remains {
        levels = List.copyOf(levels);
    }

    /// How keys of this shape are recognised.
    public static Remains of(KeyShape shape) {
        return new Remains(shape.levels());
    }

    /// What reads them.
    public Found found() {
        List<KeyShape.Element> elements = new ArrayList<>();
        for (int i = 0; i < levels.getLast().upTo(); i++) {
            elements.add(new KeyShape.Element(ColumnType.Scalar.INT64, SortOrder.ASC_NULLS_LAST));
        }
        KeyShape.Reader reader = new KeyShape(levels, elements).reader();
        return new Found(reader);
    }

    /// Finds them.
    public record Found(KeyShape.Reader reader) {

        /// They, and others that are interleaved with them.
        public Span all() {
            return reader.all();
        }

        public boolean owns(Key key) {
            return reader.owns(key);
        }
    }

    /// The same as numbers: two for each level.
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (KeyShape.Level level : levels) {
            numbers.add(level.number());
            numbers.add(level.upTo());
        }
        return numbers;
    }

    static Remains of(List<Integer> numbers) {
        List<KeyShape.Level> levels = new ArrayList<>();
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            levels.add(new KeyShape.Level(numbers.get(i), numbers.get(i + 1)));
        }
        return new Remains(levels);
    }
}
