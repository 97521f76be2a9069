package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.View;
import dev.isochron.storage.table.RecordChange;
import dev.isochron.storage.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads records, which are few beside the versions, from tables and store as one.
public final class RecordReader {
    private final OrderedStore store;
    private final Verifier verifier;
    private final StoredKey sought = new StoredKey();

    public RecordReader(OrderedStore store, Verifier verifier) {
        this.store = store;
        this.verifier = verifier;
    }

    /// What a record holds.
    ///
    /// @param tables the newest first
    public Optional<byte[]> content(List<Table> tables, RecordKey record) {
        for (Table table : tables) {
            RecordChange change = table.recordAt(record);
            if (change != null) {
                return Optional.ofNullable(change.content());
            }
        }
        sought.record(record);
        try (View view = store.view()) {
            if (!view.seek(sought.bytes(), sought.length()) || !sought.isOf(view.key())) {
                return Optional.empty();
            }
            verifier.requireWhole(view, record.key());
            return Optional.of(StoredValue.contentOf(view.value()));
        }
    }

    /// Records of one kind from `from` on, below the key `until`, at most `limit`.
    public RecordPage page(List<Table> tables, RecordKey from, Optional<Key> until, int limit) {
        TreeMap<RecordKey, RecordChange> merged = new TreeMap<>();
        RecordKey reached = readStored(merged, from, until, limit + 1);
        for (Table table : tables.reversed()) {
            merge(table, merged, from, until, reached);
        }
        List<StoredRecord> records = new ArrayList<>();
        for (Map.Entry<RecordKey, RecordChange> entry : merged.entrySet()) {
            byte[] content = entry.getValue().content();
            if (content != null) {
                if (records.size() == limit) {
                    return new RecordPage(records, Optional.of(entry.getKey()));
                }
                records.add(new StoredRecord(entry.getKey(), content));
            }
        }
        return new RecordPage(records, Optional.ofNullable(reached));
    }

    /// @return the first record that was not read because of the limit; null if there is none
    private @Nullable RecordKey readStored(
            Map<RecordKey, RecordChange> into, RecordKey from, Optional<Key> until, int limit) {
        StoredKey end = new StoredKey();
        until.ifPresentOrElse(
                key -> end.beforeRecords(from.kind(), key), () -> end.endOfRecords(from.kind()));
        sought.record(from);
        try (View view = store.view()) {
            boolean found = view.seek(sought.bytes(), sought.length());
            while (found && end.isAbove(view.key())) {
                RecordKey here = verifier.recordHere(view);
                if (into.size() == limit) {
                    return here;
                }
                into.put(here, content(view, here));
                found = view.next();
            }
        }
        return null;
    }

    private RecordChange content(Cursor cursor, RecordKey record) {
        verifier.requireWhole(cursor, record.key());
        return new RecordChange(StoredValue.contentOf(cursor.value()));
    }

    private static void merge(
            Table table,
            Map<RecordKey, RecordChange> into,
            RecordKey from,
            Optional<Key> until,
            @Nullable RecordKey reached) {
        for (Map.Entry<RecordKey, RecordChange> change : table.recordsFrom(from).entrySet()) {
            RecordKey record = change.getKey();
            boolean isOutside =
                    record.kind() != from.kind()
                            || (until.isPresent() && !record.key().isBelow(until.get()))
                            || (reached != null && record.compareTo(reached) >= 0);
            if (isOutside) {
                return;
            }
            into.put(record, change.getValue());
        }
    }
}
