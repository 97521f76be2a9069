package dev.isochron.shard.read;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Request;
import dev.isochron.shard.state.PreparedKeys;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// A read without locks that has no answer yet.
final class WaitingRead {
    final long token;
    final Asked asked;
    final long deadlineNanos;

    /// When it asks the leader again; 0 if it never asked.
    long askAtNanos;

    /// The last question that it asked.
    long question;

    /// The moment that it will show, once that is settled.
    Optional<Timestamp> at = Optional.empty();

    /// Whether it may show an earlier moment at which its rows are the same.
    boolean movable;

    /// What is wanted of the rows.
    sealed interface Asked {
        List<Lookup> lookups();

        record Rows(List<Lookup> lookups) implements Asked {}

        record Checksum(Request.Checksum request) implements Asked {
            @Override
            public List<Lookup> lookups() {
                return List.of(new Lookup.Range(request.span(), Lookup.Direction.FORWARD, 1));
            }
        }
    }

    WaitingRead(long token, Asked asked, long deadlineNanos) {
        this.token = token;
        this.asked = asked;
        this.deadlineNanos = deadlineNanos;
    }

    /// The lowest timestamp at which a transaction that is prepared may change what this reads.
    Timestamp floor(PreparedKeys prepared) {
        Timestamp floor = Timestamp.MAX;
        if (prepared.isEmpty()) {
            return floor;
        }
        for (Lookup lookup : asked.lookups()) {
            floor =
                    Timestamp.min(
                            floor,
                            switch (lookup) {
                                case Lookup.Point(var key) -> prepared.floorOn(key);
                                case Lookup.Range(Span span, _, _, _) -> prepared.floorIn(span);
                            });
        }
        return floor;
    }

    Timestamp floorUnderWay(Authority leader) {
        Timestamp floor = Timestamp.MAX;
        for (Lookup lookup : asked.lookups()) {
            floor = Timestamp.min(floor, leader.floorUnderWay(lookup.span()));
        }
        return floor;
    }
}
