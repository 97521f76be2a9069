package dev.isochron.node.port;

import dev.isochron.paxos.replica.Chance;
import dev.isochron.truetime.TrueTime;

/// Everything outside of a node.
///
/// @param log writes the durable log; nothing else uses it
/// @param files writes checkpoints, which may take long and must not hold up the log
public record Ports(
        TrueTime clock,
        Loop loop,
        Network network,
        DiskWorker log,
        DiskWorker files,
        Chance chance,
        Operator operator,
        NodeObserver observer) {}
