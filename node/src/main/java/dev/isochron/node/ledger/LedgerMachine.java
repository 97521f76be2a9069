package dev.isochron.node.ledger;

import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import java.util.List;
import java.util.function.Consumer;

/// A replica's ledger with its checkpoint on disk.
public final class LedgerMachine {

    /// How the names of checkpoints of ledgers end.
    static final String SUFFIX = ".ledger";

    private LedgerMachine() {}

    /// Opens the ledger of a replica: from its checkpoint, or empty if it has none.
    ///
    /// @throws dev.isochron.node.checkpoint.UnreadableCheckpoint if a newer program wrote the
    ///   checkpoint
    public static WholeMachine<Ledger, List<Outcome>> open(
            GroupId group,
            ReplicaId replica,
            LedgerSettings settings,
            WholeMachine.Files files,
            Consumer<String> tell) {
        return new WholeMachine<>(
                new WholeMachine.Kind<>(
                        SUFFIX,
                        new Ledger(settings),
                        bytes -> Ledger.of(LedgerImage.decode(bytes), settings)),
                group,
                replica,
                files,
                tell);
    }
}
