package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// What the controller is told or asked.
public sealed interface Command {

    /// A server wants to be a member.
    ///
    /// @param life of its directory: whoever asks twice is known by it
    /// @param atLeast lower numbers belong to founders, heard of or not
    record Join(String address, Locality locality, UUID life, NodeId atLeast) implements Command {

        /// Of one whom nobody would know again.
        public Join(String address, Locality locality) {
            this(address, locality, Server.UNASKED, new NodeId(1));
        }
    }

    /// A server is to be emptied.
    record Drain(NodeId server) implements Command {}

    /// A server that was to be emptied, or was given up, is good again.
    record Resume(NodeId server) implements Command {}

    /// An empty server is to be no member any more.
    record Remove(NodeId server) implements Command {}

    /// A server that the cluster was founded with, or that has another address now.
    ///
    /// @param locality as it says itself; unknown if it says nothing
    record Present(NodeId server, String address, Locality locality) implements Command {}

    /// A job that came no further for long is given up.
    record GiveUp(JobId job, String why) implements Command {}

    /// A server was not heard of for longer than its grace.
    record Lose(NodeId server) implements Command {}

    /// A shard is to begin at this key.
    record SplitAt(Key key) implements Command {}

    /// No shard is to begin at this key any more.
    record MergeAt(Key key) implements Command {}

    /// What a database wants of the replicas of its keys.
    record Govern(RuleSet rules) implements Command {}

    /// The cluster was founded with so many replicas of each shard.
    record Usual(int replicas) implements Command {}

    /// Could a rule be kept? Refused if not; nothing changes.
    record Consider(Rule rule) implements Command {}

    /// Two neighbours were small and cold for long: the border between them is to go.
    record MergeCold(Key border) implements Command {}

    /// Look for what is to be done.
    ///
    /// @param surveys what the leaders of shards see in them, as far as is known
    record Look(SortedMap<ShardId, Survey> surveys) implements Command {

        /// If nothing is known but what shards cost.
        public static Look of(Map<ShardId, Load> loads) {
            TreeMap<ShardId, Survey> surveys = new TreeMap<>();
            loads.forEach((shard, load) -> surveys.put(shard, Survey.of(load)));
            return new Look(surveys);
        }

        SortedMap<ShardId, Load> loads() {
            TreeMap<ShardId, Load> loads = new TreeMap<>();
            surveys.forEach((shard, survey) -> loads.put(shard, survey.load()));
            return loads;
        }
    }

    /// A shard's leader tells what the shard is.
    ///
    /// @param caughtUp learners that have all that is chosen
    record Heard(Shard shard, List<NodeId> caughtUp) implements Command {
        public Heard {
            caughtUp = List.copyOf(caughtUp);
        }
    }

    /// A server has no copy of a shard any more.
    record Forgotten(ShardId shard, NodeId server) implements Command {}
}
