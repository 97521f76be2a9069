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

    /// The same, as long as it is likely to lead still: whom clients are sent to.
    default Optional<ReplicaId> namedLeader() {
        return leader();
    }

    /// The group begins, and `first` is to lead it first.
    default Role onBegin(ReplicaId first) {
        return this;
    }

    /// Tells the others at once what is chosen, if this replica leads.
    default void announce() {}

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

    /// A member is there, and asks whoever leads to show itself.
    default Role onWake(Member from) {
        return this;
    }

    /// Somebody wants something of this group.
    Role onPoke();
}
