package dev.isochron.client.table;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.List;
import java.util.Optional;

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
}
