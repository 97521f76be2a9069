package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import java.util.Optional;

/// The parts of a replica that outlive a change of role.
final class Replica {
    final Core core;
    final ReplicaLog log;
    final Acceptor acceptor;
    final CatchUp catchUp;
    final Proposals proposals;

    Replica(Core core, ReplicaLog log, Acceptor acceptor) {
        this.core = core;
        this.log = log;
        this.acceptor = acceptor;
        this.catchUp = new CatchUp(core, log);
        this.proposals = new Proposals(core);
    }

    /// True if this replica may stand for election: a voter that knows the time and its own state.
    boolean mayStand() {
        return log.current().votes(core.self)
                && !acceptor.isVoteless()
                && !catchUp.isInstalling()
                && core.clockIsFit();
    }

    Optional<Member> member(ReplicaId replica) {
        return log.current().member(replica);
    }
}
