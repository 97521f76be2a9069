package dev.isochron.node.port;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.replica.Chance;
import dev.isochron.truetime.TrueTime;

/// Everything outside of a node.
///
/// @param disks where the node keeps what must survive
/// @param log writes the durable log; nothing else uses it
/// @param files writes checkpoints and prepares segments, which may take long and must not hold up
///   the log
public record Ports(
        TrueTime clock,
        Loop loop,
        Network network,
        Disks disks,
        DiskWorker log,
        DiskWorker files,
        Chance chance,
        Operator operator,
        NodeObserver observer) {

    /// The same with someone else to tell.
    public Ports withOperator(Operator other) {
        return new Ports(clock, loop, network, disks, log, files, chance, other, observer);
    }

    /// The directories of a node.
    ///
    /// @param log the directory of the durable log
    /// @param state the directory of the checkpoints
    public record Disks(Disk log, Disk state) {}
}
