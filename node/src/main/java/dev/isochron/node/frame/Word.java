package dev.isochron.node.frame;

import dev.isochron.controller.word.ControlWord;
import dev.isochron.node.roster.Roster;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/// What a frame is about.
public sealed interface Word {

    /// Messages of any number of groups, in the order in which their replicas sent them.
    record Letters(List<Envelope> envelopes) implements Word {
        public Letters {
            envelopes = List.copyOf(envelopes);
        }
    }

    /// What shards say to each other about transactions.
    ///
    /// @param forwarded true if it came by way of a replica that does not lead: it goes no further
    record Talk(List<Parley> parleys, boolean forwarded) implements Word {
        public Talk {
            parleys = List.copyOf(parleys);
        }
    }

    /// What replicas of one shard say to each other about how far they can be read.
    record Safe(List<SafeTimes> words) implements Word {
        public Safe {
            words = List.copyOf(words);
        }
    }

    /// "Your replica of this shard shows something else than the others": those are the majority,
    /// so it is to have their state.
    ///
    /// @param what differs, for a person
    record Doubt(ShardId shard, String what) implements Word {

        /// Longest description that is passed on.
        public static final int MAX_LENGTH = 512;

        public Doubt {
            if (what.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("a description of " + what.length());
            }
        }
    }

    /// About two shards that are to be merged.
    record Union(MergeWord word) implements Word {}

    /// Between a node and the controller.
    record Control(ControlWord word) implements Word {}

    /// "This is what I know of the founding": said by a node without a cluster to everyone it was
    /// told of, and by everyone in answer.
    ///
    /// @param plan what the sender was told to found: nodes, groups, replicas; equal on all of them
    /// @param seen the incarnations that the sender has met, its own among them; of a cluster that
    ///   is founded, the newest of each member
    /// @param answer true if this answers a hello, and is not to be answered itself
    record Hello(String plan, NavigableMap<NodeId, UUID> seen, boolean answer) implements Word {

        /// Longest plan that is believed.
        public static final int MAX_PLAN_LENGTH = 4096;

        public Hello {
            seen = new TreeMap<>(seen);
            if (plan.length() > MAX_PLAN_LENGTH) {
                throw new IllegalArgumentException("a plan of " + plan.length());
            }
        }
    }

    /// "I am here": says nothing but what every frame says, when nothing else was said for a while.
    ///
    /// @param roster the version of the roster that the sender keeps
    /// @param asks true if the receiver is to say which one it keeps
    record Ping(long roster, boolean asks) implements Word {}

    /// "These are the nodes of the cluster": said to whoever pinged with an older version.
    record Nodes(Roster roster) implements Word {}

    /// "I take nothing from you, because": the receiver is a stale copy, a stranger or a double.
    ///
    /// @param incarnation and `boot` say which life of the receiver is meant: what an earlier one
    ///   said may arrive late, and the answer to it must not stop the present one
    record Goodbye(Reason reason, String why, UUID incarnation, long boot) implements Word {

        /// Longest explanation that is passed on.
        public static final int MAX_LENGTH = 1024;

        public Goodbye {
            if (why.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("an explanation of " + why.length());
            }
        }

        /// The answer to what `origin` said.
        public static Goodbye to(Origin origin, Reason reason, String why) {
            return new Goodbye(reason, why, origin.incarnation(), origin.boot());
        }

        /// True if it is this life that is turned away.
        public boolean isMeantFor(Origin life) {
            return incarnation.equals(life.incarnation()) && boot == life.boot();
        }

        /// Why a node is turned away.
        public enum Reason {
            /// It belongs to another cluster.
            FOREIGN_CLUSTER,
            /// Its data directory is older than what was met of this node before.
            STALE_DIRECTORY,
            /// Another process with this node id is alive.
            DUPLICATE_NODE,
            /// Its clock cannot be compared with ours.
            CLOCK_DOMAIN,
            /// It was removed from the cluster.
            REMOVED
        }
    }
}
