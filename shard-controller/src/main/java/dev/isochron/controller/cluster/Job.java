package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import java.util.Optional;

/// Something that is being done to a shard; there is at most one job for each, so that no two
/// changes of its replicas or borders meet.
public sealed interface Job {

    JobId id();

    /// The shard it disturbs; of a merge the left one.
    ShardId shard();

    /// The job with this to be done next; one that is done in one step stays as it is.
    default Job at(Step next) {
        return this;
    }

    /// What a move has to do next. Each step is asked for until the shard's own report shows that
    /// it is done, so it may be asked for twice and by two controllers.
    enum Step {
        /// The shard takes the new server as a learner.
        ADD_LEARNER,
        /// The learner takes over the state; nothing is to be asked.
        CATCH_UP,
        /// The learner votes, and the old replica does not any more; in one change.
        SWAP,
        /// The old server forgets its copy.
        CLEAN
    }

    /// Why a replica moves, the most urgent first.
    enum Reason {
        /// A copy was lost.
        REPAIR,
        /// Its server is to be emptied.
        DRAIN,
        /// Two copies could fail together.
        SPREAD,
        /// Its server has more than its share.
        BALANCE,
        /// It is to be merged with a neighbour that is elsewhere.
        ALIGN,
        /// The rule of its keys wants more replicas.
        RULE,
        /// The rule of its keys wants a learner, which is never to vote.
        LEARN
    }

    /// A replica goes from one server to another.
    ///
    /// @param from where it was; empty if the shard has too few
    /// @param reason that of a learner ends the move where others go on to a vote
    record Move(JobId id, ShardId shard, Optional<NodeId> from, NodeId to, Reason reason, Step step)
            implements Job {

        @Override
        public Move at(Step next) {
            return new Move(id, shard, from, to, reason, next);
        }

        @Override
        public String toString() {
            return "%s: move a replica of %s%s to %s (%s, %s)"
                    .formatted(
                            id,
                            shard,
                            from.map(node -> " from " + node).orElse(""),
                            to,
                            reason,
                            step);
        }
    }

    /// Another voter is to lead.
    record Handover(JobId id, ShardId shard, NodeId to) implements Job {
        @Override
        public String toString() {
            return id + ": hand the lead of " + shard + " to " + to;
        }
    }

    /// Why a shard is cut.
    enum Cause {
        /// Somebody asked for it; the border stays until somebody asks for another thing.
        ASKED,
        /// It has too many bytes.
        SIZE,
        /// It has too many requests.
        LOAD,
        /// Its keys are not all under one rule.
        RULE
    }

    /// A shard is cut in two.
    ///
    /// @param right what the right half will be called
    record Split(JobId id, ShardId shard, Key at, ShardId right, Cause cause) implements Job {
        @Override
        public String toString() {
            String why = cause == Cause.ASKED ? "" : " (" + cause + ")";
            return "%s: split %s at %s into %s and %s%s"
                    .formatted(id, shard, at, shard, right, why);
        }
    }

    /// A voter leaves a shard that has more than its rule wants.
    ///
    /// @param step SWAP until it does not vote any more, then CLEAN
    record Retire(JobId id, ShardId shard, NodeId node, Step step) implements Job {

        public Retire {
            if (step != Step.SWAP && step != Step.CLEAN) {
                throw new IllegalArgumentException("whoever leaves needs no " + step);
            }
        }

        @Override
        public Retire at(Step next) {
            return new Retire(id, shard, node, next);
        }

        @Override
        public String toString() {
            return "%s: retire the replica of %s on %s (%s)".formatted(id, shard, node, step);
        }
    }

    /// A learner that nobody is waiting for any more leaves.
    record Dismiss(JobId id, ShardId shard, NodeId node) implements Job {
        @Override
        public String toString() {
            return id + ": dismiss the learner of " + shard + " on " + node;
        }
    }

    /// A shard takes in its right neighbour.
    record Merge(JobId id, ShardId shard, ShardId right) implements Job {
        @Override
        public String toString() {
            return id + ": merge " + right + " into " + shard;
        }
    }
}
