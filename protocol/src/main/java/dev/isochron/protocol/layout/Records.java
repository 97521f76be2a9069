package dev.isochron.protocol.layout;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The parts of declarations as values of [SystemTables]' columns, and back, believing nothing.
final class Records {

    private Records() {}

    static Value numbers(Stream<Integer> numbers) {
        return new Value.Array(numbers.map(number -> Value.of((long) number)).toList());
    }

    static Value columns(List<KeyColumn> key) {
        return numbers(key.stream().map(column -> column.column().value()));
    }

    static Value orders(List<KeyColumn> key) {
        return new Value.Array(
                key.stream().map(column -> Value.of(column.order().name())).toList());
    }

    static List<KeyColumn> keyColumns(Value columns, Value orders) {
        List<Integer> ids = integers(columns);
        List<Value> named = elements(orders);
        requireSameSize(ids, named);
        List<KeyColumn> key = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            SortOrder order = SortOrder.valueOf(text(named.get(i)));
            key.add(new KeyColumn(new ColumnId(ids.get(i)), order));
        }
        return key;
    }

    static void requireSameSize(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            throw new MalformedDeclaration("two lists that belong together differ in length");
        }
    }

    static List<Integer> integers(Value array) {
        return elements(array).stream().map(Records::integer).toList();
    }

    private static List<Value> elements(Value array) {
        if (array instanceof Value.Array(List<Value> elements)) {
            return elements;
        }
        throw foreign(array);
    }

    static int integer(Value value) {
        if (value instanceof Value.Int(long number) && number == (int) number) {
            return (int) number;
        }
        throw foreign(value);
    }

    static String text(Value value) {
        if (value instanceof Value.Text(String text)) {
            return text;
        }
        throw foreign(value);
    }

    static boolean bool(Value value) {
        if (value instanceof Value.Bool(boolean bool)) {
            return bool;
        }
        throw foreign(value);
    }

    private static MalformedDeclaration foreign(Value value) {
        return new MalformedDeclaration("this does not belong there: " + value);
    }
}
