package dev.isochron.storage;

import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What one replica has in memory above the store: the table that is written, those that are being
/// flushed, and those of the parent that it was split from.
final class Tables {
    private Table active = new Table();
    private final List<Frozen> frozen = new ArrayList<>();

    /// Tables of the parent, flushed by that.
    private final List<Frozen> inherited = new ArrayList<>();

    /// Neighbours that it took in; the store is told with the next flush.
    private List<ShardId> takenIn = List.of();

    private List<Table> newestFirst = List.of(active);

    /// What is written.
    Table active() {
        return active;
    }

    /// All that is read, the newest first.
    List<Table> newestFirst() {
        return newestFirst;
    }

    /// What waits for a flush, the oldest first.
    List<Frozen> frozen() {
        return List.copyOf(frozen);
    }

    List<ShardId> takenIn() {
        return takenIn;
    }

    boolean isFlushing() {
        return !frozen.isEmpty();
    }

    /// Those of the parent are the parent's.
    long bytes() {
        long bytes = active.bytes();
        for (Frozen one : frozen) {
            bytes += one.table().bytes();
        }
        return bytes;
    }

    /// Sets the active table aside, as the state that `header` says.
    void freeze(ReplicaHeader header) {
        frozen.add(new Frozen(active, header, takeTakenIn()));
        active = new Table();
        arrange();
    }

    /// Forgets the active table; the next flush writes `header` and nothing else for it.
    void freezeEmpty(ReplicaHeader header) {
        active = new Table();
        frozen.add(new Frozen(active, header, takeTakenIn()));
        arrange();
    }

    private List<ShardId> takeTakenIn() {
        List<ShardId> all = takenIn;
        takenIn = List.of();
        return all;
    }

    /// These are in the store.
    void drop(List<Frozen> flushed) {
        frozen.removeAll(flushed);
        inherited.removeAll(flushed);
        arrange();
    }

    /// What was frozen before a split both halves read.
    void inherit(Tables parents) {
        inherited.addAll(parents.inherited);
        inherited.addAll(parents.frozen);
        arrange();
    }

    /// A neighbour is part of this replica now, with those that it had taken in itself.
    void takeIn(ShardId neighbour, Tables its) {
        takenIn =
                Stream.of(takenIn, List.of(neighbour), its.takeTakenIn())
                        .flatMap(List::stream)
                        .toList();
    }

    /// The store says nothing of these any more.
    void forget(List<ShardId> forgotten) {
        takenIn = takenIn.stream().filter(shard -> !forgotten.contains(shard)).toList();
    }

    /// Nothing of it is of use any more, but that the store still knows who was taken in.
    void clear() {
        active = new Table();
        for (Frozen one : frozen) {
            takenIn = Stream.concat(takenIn.stream(), one.takenIn().stream()).toList();
        }
        frozen.clear();
        inherited.clear();
        arrange();
    }

    private void arrange() {
        List<Table> tables = new ArrayList<>();
        tables.add(active);
        frozen.reversed().forEach(one -> tables.add(one.table()));
        inherited.reversed().forEach(one -> tables.add(one.table()));
        newestFirst = tables;
    }
}
