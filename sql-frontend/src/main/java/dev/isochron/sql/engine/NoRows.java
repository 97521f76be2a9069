package dev.isochron.sql.engine;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import java.util.Collection;
import java.util.SortedMap;

/// Where statements are compiled there is nothing to read.
final class NoRows implements StoredReader {

    private static IllegalStateException refused() {
        return new IllegalStateException("rows are not read while a statement is compiled");
    }

    @Override
    public SortedMap<Key, Row> points(Collection<Key> keys, Locks locks) {
        throw refused();
    }

    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        throw refused();
    }

    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        throw refused();
    }
}
