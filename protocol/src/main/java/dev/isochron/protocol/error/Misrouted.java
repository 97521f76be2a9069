package dev.isochron.protocol.error;

import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.Optional;

/// Somebody else answers this. Nothing was done; clients follow by themselves.
public sealed interface Misrouted extends Failure {

    /// The keys are not, or no longer, those of the shard as the request knows it.
    ///
    /// @param asked what the request named
    /// @param current what the map says now
    record WrongShard(Route asked, ShardEntry current) implements Misrouted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The request was meant for a shard that has changed since.",
                    "It named %s; now there is %s with %d replicas."
                            .formatted(asked, current.route(), current.replicas().size()),
                    "Send it again with the entry that came with this.");
        }
    }

    /// The node does not lead the shard.
    ///
    /// @param leader who leads it, as far as this node knows
    record NotLeader(Route asked, Optional<Place> leader) implements Misrouted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The request needs the leader of a shard and came to another replica.",
                    "It named "
                            + asked
                            + "; "
                            + leader.map(place -> place + " leads it.")
                                    .orElse("who leads it is not known here now."),
                    leader.isPresent()
                            ? "Send it again there."
                            : "Send it again to another replica; a leader is found soon.");
        }
    }

    @Override
    default Retry retry() {
        return Retry.ELSEWHERE;
    }

    /// If it gets as far as a user, running the transaction again is what helps.
    @Override
    default SqlState sqlState() {
        return SqlState.SERIALIZATION_FAILURE;
    }
}
