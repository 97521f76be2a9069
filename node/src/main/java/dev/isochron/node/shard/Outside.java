package dev.isochron.node.shard;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Place;

/// Where the words of a shard replica go.
public interface Outside {

    /// Where clients find a node.
    Place place(NodeId node);

    /// To whoever owns the key that the message names.
    void say(Parley parley);

    /// To the replica of the same shard on that node.
    void say(NodeId to, SafeTimes word);
}
