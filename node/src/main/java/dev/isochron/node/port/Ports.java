package dev.isochron.node.port;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.replica.Chance;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.truetime.TrueTime;
import java.util.Optional;

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

    /// Where the rows of a node's shards are.
    ///
    /// @param worker writes to the store; nothing else uses it, as one batch may take long
    public record Rows(OrderedStore store, DiskWorker worker) {}

    /// The directories of a node.
    ///
    /// @param log the directory of the durable log
    /// @param state the directory of the checkpoints
    /// @param rows present exactly if the cluster has shards
    public record Disks(Disk log, Disk state, Optional<Rows> rows) {
        /// Of a node without shards.
        public Disks(Disk log, Disk state) {
            this(log, state, Optional.empty());
        }
    }
}
