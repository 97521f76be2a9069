package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.table.Chain;
import dev.isochron.storage.table.Table;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A table as a layer.
final class TableLayer implements Layer {
    private final Iterator<Chain> chains;
    private final long at;
    private @Nullable Chain chain;
    private int place = Chain.NONE;

    TableLayer(Table table, Span span, Direction direction, long at) {
        NavigableMap<Key, Chain> part = table.in(span);
        this.chains =
                switch (direction) {
                    case FORWARD -> part.values().iterator();
                    case REVERSE -> part.descendingMap().values().iterator();
                };
        this.at = at;
        advance();
    }

    @Override
    public @Nullable Key key() {
        return chain == null ? null : chain.key();
    }

    @Override
    public boolean isVisible() {
        return place != Chain.NONE;
    }

    @Override
    public long timestamp() {
        return here().timeAt(place);
    }

    @Override
    public boolean isTombstone() {
        return here().rowAt(place) == null;
    }

    @Override
    public int rowLength() {
        byte[] row = here().rowAt(place);
        return row == null ? 0 : row.length;
    }

    @Override
    public byte[] row() {
        return Objects.requireNonNull(here().rowAt(place));
    }

    @Override
    public void advance() {
        chain = chains.hasNext() ? chains.next() : null;
        place = chain == null ? Chain.NONE : chain.placeAt(at);
    }

    private Chain here() {
        return Objects.requireNonNull(chain);
    }
}
