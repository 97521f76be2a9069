package dev.isochron.node.assembly;

import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.node.control.ControllerDesk;
import dev.isochron.node.desk.LedgerDesk;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.ledger.Ledger;
import dev.isochron.node.ledger.Outcome;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.shard.state.Applied;
import java.util.List;

/// One replica that lives on this node, with all that belongs to it.
sealed interface Resident {
    ReplicaHost<?> host();

    /// Of a ledger.
    record OfLedger(
            ReplicaHost<List<Outcome>> host,
            WholeMachine<Ledger, List<Outcome>> machine,
            LedgerDesk desk)
            implements Resident {}

    /// Of the controller.
    record OfController(ReplicaHost<Boolean> host, ControllerDesk desk) implements Resident {}

    /// Of a shard.
    record OfShard(ReplicaHost<Applied> host, ShardDesk desk) implements Resident {}
}
