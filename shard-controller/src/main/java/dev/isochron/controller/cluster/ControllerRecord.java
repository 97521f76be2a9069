package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;

/// One fact in the controller's log.
public sealed interface ControllerRecord {

    /// A server became a member.
    record ServerJoined(Server server) implements ControllerRecord {
        @Override
        public String toString() {
            String where = server.locality().toString();
            return server + " joined" + (where.isEmpty() ? "" : ", " + where);
        }
    }

    /// A server is good for something else now.
    record ServerStands(NodeId server, Standing standing) implements ControllerRecord {
        @Override
        public String toString() {
            return server + " is " + standing;
        }
    }

    /// A shard reported what it is now.
    record ShardShaped(Shard shard) implements ControllerRecord {
        @Override
        public String toString() {
            return "%s is %s %s on %s%s"
                    .formatted(
                            shard.id(),
                            shard.generation(),
                            shard.span(),
                            shard.replicas(),
                            shard.leader().map(node -> ", led by " + node).orElse(""));
        }
    }

    /// A shard was taken in by its left neighbour.
    record ShardGone(ShardId shard) implements ControllerRecord {
        @Override
        public String toString() {
            return shard + " is gone";
        }
    }

    /// Something is being done from now on.
    record JobStarted(Job job) implements ControllerRecord {
        @Override
        public String toString() {
            return "start " + job;
        }
    }

    /// A move got further.
    record JobStepped(JobId job, Job.Step step) implements ControllerRecord {
        @Override
        public String toString() {
            return job + " goes on with " + step;
        }
    }

    /// Numbers below these were given, whether or not what they name is still there; stands in
    /// checkpoints, where what they named may be missing.
    ///
    /// @param members how often the list of members had changed
    record NumbersGiven(long server, long shard, long job, long members)
            implements ControllerRecord {
        @Override
        public String toString() {
            return "numbers below n%d, shard %d and job %d are given".formatted(server, shard, job);
        }
    }

    /// A border that was made for size or load may go again when that is over; one that somebody
    /// asked for stays.
    record BorderStands(Key at, boolean loose) implements ControllerRecord {
        @Override
        public String toString() {
            return "the border at " + at + (loose ? " may go again" : " stays");
        }
    }

    /// What a database wants of the replicas of its keys, from now on.
    record RulesStand(RuleSet rules) implements ControllerRecord {
        @Override
        public String toString() {
            return "rules of " + rules;
        }
    }

    /// How many replicas a shard has whose keys are under no rule.
    record UsualIs(int replicas) implements ControllerRecord {
        @Override
        public String toString() {
            return "shards have " + replicas + " replicas where no rule says otherwise";
        }
    }

    /// A job is over.
    ///
    /// @param why what became of it, for people
    record JobEnded(JobId job, String why) implements ControllerRecord {
        @Override
        public String toString() {
            return job + " ended: " + why;
        }
    }
}
