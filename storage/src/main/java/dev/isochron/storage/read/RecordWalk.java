package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.storage.table.RecordChange;
import dev.isochron.storage.table.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The records of one kind, of all tables and the store as one, walked upwards.
final class RecordWalk {
    private final List<Part> tables = new ArrayList<>();
    private final Cursor cursor;
    private final Verifier verifier;
    private final StoredKey end = new StoredKey();
    private @Nullable RecordKey stored;
    private @Nullable RecordKey key;

    /// What is left of one table.
    private static final class Part {
        private final Iterator<Map.Entry<RecordKey, RecordChange>> rest;
        private final byte kind;
        private final Optional<Key> until;
        private Map.@Nullable Entry<RecordKey, RecordChange> here;

        Part(Table table, RecordKey from, Optional<Key> until) {
            this.rest = table.recordsFrom(from).entrySet().iterator();
            this.kind = from.kind();
            this.until = until;
            advance();
        }

        void advance() {
            here = rest.hasNext() ? rest.next() : null;
            if (here != null && isBeyond(here.getKey())) {
                here = null;
            }
        }

        private boolean isBeyond(RecordKey record) {
            return record.kind() != kind
                    || (until.isPresent() && !record.key().isBelow(until.get()));
        }
    }

    /// @param tables the newest first
    /// @param cursor of a view that was opened after the tables were taken
    RecordWalk(
            List<Table> tables,
            Cursor cursor,
            Verifier verifier,
            RecordKey from,
            Optional<Key> until) {
        for (Table table : tables) {
            this.tables.add(new Part(table, from, until));
        }
        this.cursor = cursor;
        this.verifier = verifier;
        until.ifPresentOrElse(
                limit -> end.beforeRecords(from.kind(), limit),
                () -> end.endOfRecords(from.kind()));
        StoredKey start = new StoredKey();
        start.record(from);
        arrive(cursor.seek(start.bytes(), start.length()));
        key = lowest();
    }

    /// The record here; null at the end.
    @Nullable RecordKey key() {
        return key;
    }

    /// What the record here holds; null if it was removed.
    byte @Nullable [] content() {
        RecordKey here = Objects.requireNonNull(key);
        for (Part part : tables) {
            if (part.here != null && part.here.getKey().equals(here)) {
                return part.here.getValue().content();
            }
        }
        verifier.requireWhole(cursor, here.key());
        return StoredValue.contentOf(cursor.value());
    }

    void advance() {
        RecordKey here = Objects.requireNonNull(key);
        for (Part part : tables) {
            if (part.here != null && part.here.getKey().equals(here)) {
                part.advance();
            }
        }
        if (here.equals(stored)) {
            arrive(cursor.next());
        }
        key = lowest();
    }

    private void arrive(boolean isSomewhere) {
        stored = isSomewhere && end.isAbove(cursor.key()) ? verifier.recordHere(cursor) : null;
    }

    private @Nullable RecordKey lowest() {
        RecordKey lowest = stored;
        for (Part part : tables) {
            RecordKey there = part.here == null ? null : part.here.getKey();
            if (there != null && (lowest == null || there.compareTo(lowest) < 0)) {
                lowest = there;
            }
        }
        return lowest;
    }
}
