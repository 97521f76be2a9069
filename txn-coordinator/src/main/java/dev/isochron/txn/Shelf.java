package dev.isochron.txn;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Place;
import java.util.List;
import java.util.Optional;

/// Where a replica keeps what its log says of transactions: a sorted, durable map, flushed together
/// with the slot it stands for. Outcomes are many, so they are not kept in memory.
public interface Shelf {

    Optional<Kept> find(Place place);

    /// Puts it at its place, over whatever is there.
    void put(Kept kept);

    void remove(Place place);

    /// What is kept at places of one kind with a key in the span, from a place on, in their order.
    ///
    /// @param after only what comes after this place; absent to begin
    /// @param limit at most so many
    List<Kept> scan(Place.Kind kind, Span keys, Optional<Place> after, int limit);

    /// The outcome horizon; [Timestamp#MIN] at first.
    Timestamp horizon();

    void horizon(Timestamp horizon);
}
