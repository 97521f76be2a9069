package dev.isochron.shard.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Request;
import dev.isochron.shard.state.PreparedKeys;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// A read without locks that has no answer yet.
final class WaitingRead {
    final long token;
    final Request.SnapshotRead request;
    final long deadlineNanos;

    /// When it asks the leader again; 0 if it never asked.
    long askAtNanos;

    /// The last question that it asked.
    long question;

    /// The moment that it will show, once that is settled.
    Optional<Timestamp> at = Optional.empty();

    /// Whether it may show an earlier moment at which its rows are the same.
    boolean movable;

    WaitingRead(long token, Request.SnapshotRead request, long deadlineNanos) {
        this.token = token;
        this.request = request;
        this.deadlineNanos = deadlineNanos;
    }

    /// The lowest timestamp at which a transaction that is prepared may change what this reads.
    Timestamp floor(PreparedKeys prepared) {
        Timestamp floor = Timestamp.MAX;
        if (prepared.isEmpty()) {
            return floor;
        }
        for (Lookup lookup : request.lookups()) {
            floor =
                    Timestamp.min(
                            floor,
                            switch (lookup) {
                                case Lookup.Point(var key) -> prepared.floorOn(key);
                                case Lookup.Range(Span span, _, _) -> prepared.floorIn(span);
                            });
        }
        return floor;
    }

    Timestamp floorUnderWay(Authority leader) {
        Timestamp floor = Timestamp.MAX;
        for (Lookup lookup : request.lookups()) {
            floor = Timestamp.min(floor, leader.floorUnderWay(lookup.span()));
        }
        return floor;
    }
}
