package dev.isochron.node.assembly;

import dev.isochron.node.desk.LedgerDesk;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.ledger.LedgerMachine;
import dev.isochron.node.ledger.Outcome;
import java.util.List;

/// One replica that lives on this node, with all that belongs to it.
record Resident(ReplicaHost<List<Outcome>> host, LedgerMachine machine, LedgerDesk desk) {}
