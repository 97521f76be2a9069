package dev.isochron.shard.state;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.KeptCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.read.RecordPage;
import dev.isochron.storage.read.StoredRecord;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Shelf;
import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps what the log says of transactions as records beside the rows.
final class StoreShelf implements Shelf {
    private final ReplicaStore store;
    private Timestamp horizon;

    /// @param horizon as the store's mark has it
    StoreShelf(ReplicaStore store, Timestamp horizon) {
        this.store = store;
        this.horizon = horizon;
    }

    /// Of keys that are not here nothing is kept here.
    @Override
    public Optional<Kept> find(Place place) {
        return store.span().contains(place.key())
                ? store.record(keyOf(place)).map(bytes -> kept(place, bytes))
                : Optional.empty();
    }

    @Override
    public void put(Kept kept) {
        store.putRecord(keyOf(kept.place()), KeptCodec.encode(kept));
    }

    @Override
    public void remove(Place place) {
        store.removeRecord(keyOf(place));
    }

    @Override
    public List<Kept> scan(Place.Kind kind, Span keys, Optional<Place> after, int limit) {
        if (store.state() != ReplicaStore.State.LIVE) {
            return List.of();
        }
        byte number = RecordKinds.of(kind);
        RecordPage page =
                after.isEmpty()
                        ? store.records(number, keys, limit)
                        : store.recordsFrom(keyOf(after.get()), keys, limit + 1);
        List<Kept> found = new ArrayList<>();
        while (true) {
            for (StoredRecord record : page.records()) {
                Place place = placeOf(kind, record.key());
                boolean isLater = after.isEmpty() || place.compareTo(after.get()) > 0;
                if (isLater && found.size() < limit) {
                    found.add(kept(place, record.content()));
                }
            }
            if (found.size() >= limit || page.rest().isEmpty()) {
                return found;
            }
            page = store.recordsFrom(page.rest().get(), keys, limit);
        }
    }

    @Override
    public Timestamp horizon() {
        return horizon;
    }

    @Override
    public void horizon(Timestamp raised) {
        horizon = raised;
    }

    private static RecordKey keyOf(Place place) {
        return new RecordKey(
                RecordKinds.of(place.kind()), place.key(), RecordKinds.idBytes(place.txn()));
    }

    private static Place placeOf(Place.Kind kind, RecordKey key) {
        return new Place(kind, key.key(), TxnId.readFrom(ByteBuffer.wrap(key.suffix())));
    }

    private Kept kept(Place place, byte[] bytes) {
        try {
            return KeptCodec.decode(place, bytes);
        } catch (MalformedEntry malformed) {
            throw new IllegalStateException(
                    "%s keeps of %s what this program does not write: %s"
                            .formatted(store.shard(), place, malformed.getMessage()),
                    malformed);
        }
    }
}
