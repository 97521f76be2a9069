package dev.isochron.node.shard;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.state.Applied;
import java.util.List;
import java.util.Optional;

/// Where the words of a shard replica go.
public interface Outside {

    /// Says what this node's replica of a shard knows of it, whenever that changed.
    void note(ShardEntry entry);

    /// Whether the right half of a split is to live here.
    ///
    /// @param self of the replica that is split
    boolean mayFork(ReplicaId self, Applied.Forked fork);

    /// A split was applied here.
    ///
    /// @param forks the shard that begins here with it; none if its right half lives elsewhere
    /// @param leader of the shard that was split, who is to lead both halves first
    void split(List<Applied.Forked> forks, Optional<ReplicaId> leader);

    /// A merge was applied here.
    void merged(List<Applied.Merged> joined);

    /// A replica of a shard here is frozen, to be merged.
    void froze();

    /// A snapshot for a replica of a shard here was refused: others here may have its keys.
    void crowded(ShardId shard);

    /// The replica of this shard here got another state, by a snapshot.
    void installed(ShardId shard);

    /// A replica of a shard here did something: it may lead now, or have other members.
    void stirred();

    /// Who has a key, as far as this node knows.
    Optional<ShardEntry> whoHas(Key key);

    /// Where clients find a node.
    Place place(NodeId node);

    /// To whoever owns the key that the message names.
    void say(Parley parley);

    /// To the replica of the same shard on that node.
    void say(NodeId to, SafeTimes word);
}
