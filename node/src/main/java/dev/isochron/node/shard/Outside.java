package dev.isochron.node.shard;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.SafeTimes;

/// Where the words of a shard replica go.
public interface Outside {

    /// To whoever owns the key that the message names.
    void say(Parley parley);

    /// To the replica of the same shard on that node.
    void say(NodeId to, SafeTimes word);
}
