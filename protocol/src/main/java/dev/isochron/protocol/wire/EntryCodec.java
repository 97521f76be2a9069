package dev.isochron.protocol.wire;

import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.Optional;

/// What the map says of a shard, out and in.
public final class EntryCodec {
    private EntryCodec() {}

    public static Wire.ShardEntry write(ShardEntry entry) {
        Wire.ShardEntry.Builder to =
                Wire.ShardEntry.newBuilder()
                        .setRoute(Nouns.of(entry.route()))
                        .setSpan(Nouns.of(entry.span()));
        entry.replicas().forEach(place -> to.addReplicas(Nouns.of(place)));
        entry.learners().forEach(place -> to.addLearners(Nouns.of(place)));
        entry.leader().ifPresent(leader -> to.setLeader(Nouns.of(leader)));
        return to.build();
    }

    /// Reads an entry as it was written.
    ///
    /// @throws MalformedMessage if nobody says that
    public static ShardEntry read(Wire.ShardEntry from) throws MalformedMessage {
        return Fields.guarded(from, EntryCodec::entry);
    }

    static ShardEntry entry(Wire.ShardEntry from) throws MalformedMessage {
        Optional<Place> leader =
                from.hasLeader() ? Optional.of(Nouns.place(from.getLeader())) : Optional.empty();
        return new ShardEntry(
                Nouns.route(from.getRoute()),
                Nouns.span(from.getSpan()),
                Fields.list(
                        from.getReplicasList(), ShardEntry.MAX_REPLICAS, "replicas", Nouns::place),
                Fields.list(
                        from.getLearnersList(), ShardEntry.MAX_REPLICAS, "learners", Nouns::place),
                leader);
    }
}
