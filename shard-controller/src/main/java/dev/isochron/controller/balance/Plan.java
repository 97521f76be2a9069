package dev.isochron.controller.balance;

import dev.isochron.controller.cluster.Job.Reason;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Optional;

/// What would be done, the most urgent first.
///
/// @param retirements voters and learners that leave, and nobody comes for them
/// @param handovers leads that change hands without a replica moving
/// @param blocked what cannot be helped, and why
public record Plan(
        List<Move> moves,
        List<Retirement> retirements,
        List<Handover> handovers,
        List<Blocked> blocked) {

    /// Nothing is to be done.
    public static final Plan NOTHING = new Plan(List.of(), List.of(), List.of(), List.of());

    public Plan {
        moves = List.copyOf(moves);
        retirements = List.copyOf(retirements);
        handovers = List.copyOf(handovers);
        blocked = List.copyOf(blocked);
    }

    /// A replica goes from one server to another.
    ///
    /// @param from empty if the shard has too few
    /// @param bytes to be carried
    public record Move(ShardId shard, Optional<NodeId> from, NodeId to, Reason reason, long bytes) {
        @Override
        public String toString() {
            return "%s %s → %s %s"
                    .formatted(shard, from.map(NodeId::toString).orElse("·"), to, reason);
        }
    }

    /// A shard has more voters or learners than it is to have, or a learner where none is to be.
    public record Retirement(ShardId shard, NodeId node) {
        @Override
        public String toString() {
            return shard + " " + node + " → ·";
        }
    }

    /// Another voter leads.
    public record Handover(ShardId shard, NodeId from, NodeId to) {
        @Override
        public String toString() {
            return shard + " lead " + from + " → " + to;
        }
    }

    /// A shard that cannot be given what it should have.
    public record Blocked(ShardId shard, String why) {
        @Override
        public String toString() {
            return shard + " " + why;
        }
    }

    /// All bytes to be carried.
    public long bytes() {
        return moves.stream().mapToLong(Move::bytes).sum();
    }
}
