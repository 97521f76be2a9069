package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import java.util.Optional;

/// What a replica does beyond accepting and learning. Exactly one role is played at a time; each
/// method answers with the role to play from now on.
sealed interface Role permits Following, Canvassing, Preparing, Leading {
    Role tick();

    /// The uptime at which [#tick] has something to do; [Long#MAX_VALUE] if never.
    long wakeAtNanos();

    /// Who leads, as far as this replica knows.
    Optional<ReplicaId> leader();

    default Role onCanvassReply(Member from, Message.CanvassReply reply) {
        return this;
    }

    default Role onPromise(Member from, Message.Promise promise) {
        return this;
    }

    default Role onBehind(Member from, Message.Behind behind) {
        return this;
    }

    default Role onRefused(Member from, Message.Refused refused) {
        return this;
    }

    default Role onAccepted(Member from, Message.Accepted accepted) {
        return this;
    }

    default Role onHeartbeatReply(Member from, Message.HeartbeatReply reply) {
        return this;
    }

    default Role onUnknown(Member from) {
        return this;
    }

    /// Somebody wants something of this group.
    Role onPoke();
}
