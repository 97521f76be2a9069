package dev.isochron.client.table;

import dev.isochron.client.route.Page;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What is laid over rows that are read: the writes of their own transaction.
public interface Overlay {

    /// Nothing.
    Overlay NONE =
            new Overlay() {
                @Override
                public List<Key> keysIn(Span span) {
                    return List.of();
                }

                @Override
                public Optional<Row> over(Key key, Optional<Row> stored) {
                    return stored;
                }
            };

    /// The keys of a span that something is said of, in order.
    List<Key> keysIn(Span span);

    /// What a row is, given what is stored of it.
    Optional<Row> over(Key key, Optional<Row> stored);

    /// What a page shows, in the order of its scan; it may be more or less than was stored.
    default List<Stored> over(Page page, Direction direction) {
        TreeMap<Key, Optional<Row>> rows = new TreeMap<>();
        for (Reply.Pair pair : page.rows()) {
            rows.put(pair.key(), Optional.of(Row.parse(pair.row().shared())));
        }
        keysIn(page.looked()).forEach(key -> rows.putIfAbsent(key, Optional.empty()));
        List<Stored> shown = new ArrayList<>();
        rows.forEach((key, stored) ->
                over(key, stored).ifPresent(row -> shown.add(new Stored(key, row))));
        return direction == Direction.FORWARD ? shown : shown.reversed();
    }
}
