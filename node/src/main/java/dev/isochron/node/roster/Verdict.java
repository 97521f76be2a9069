package dev.isochron.node.roster;

import dev.isochron.paxos.model.NodeId;
import java.util.List;
import java.util.UUID;

/// What a server that wants to join is told.
public sealed interface Verdict {

    /// It is node `number` from now on.
    record Admitted(UUID cluster, NodeId number, Roster roster) implements Verdict {}

    /// Not like this.
    ///
    /// @param remedy what would help
    record Refused(String why, String remedy) implements Verdict {}

    /// Others decide; ask there. Nobody in particular if there are none: ask again.
    record Elsewhere(List<String> addresses) implements Verdict {
        public Elsewhere {
            addresses = List.copyOf(addresses);
        }
    }
}
