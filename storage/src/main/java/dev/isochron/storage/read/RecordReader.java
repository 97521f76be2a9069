package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.View;
import dev.isochron.storage.table.RecordChange;
import dev.isochron.storage.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// Records of one kind from `from` on, below the key `until`, at most `limit`. It costs as much
    /// as what is walked over, however many records there are beyond.
    public RecordPage page(List<Table> tables, RecordKey from, Optional<Key> until, int limit) {
        try (View view = store.view()) {
            RecordWalk walk = new RecordWalk(tables, view, verifier, from, until);
            List<StoredRecord> records = new ArrayList<>();
            for (RecordKey here = walk.key(); here != null; here = walk.key()) {
                byte[] content = walk.content();
                if (content != null) {
                    if (records.size() == limit) {
                        return new RecordPage(records, Optional.of(here));
                    }
                    records.add(new StoredRecord(here, content));
                }
                walk.advance();
            }
            return new RecordPage(records, Optional.empty());
        }
    }
}
