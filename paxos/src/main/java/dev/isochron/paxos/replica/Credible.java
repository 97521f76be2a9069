package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.List;

/// Whether a message could have come from a replica that keeps the protocol, as far as the message
/// alone can tell. What could not is dropped at the door: a broken or hostile peer must not be able
/// to stop a healthy replica, nor to fill its memory.
///
/// A lie that an honest replica could have told is out of reach here; nodes know each other by
/// certificate.
final class Credible {
    /// A thousand slots or rounds each microsecond would need thirty years to get here; far enough
    /// below the end of the numbers that no sum with a bounded count overflows.
    private static final long FAR = 1L << 60;

    private static final int MAX_ENTRIES = 1024;

    private Credible() {}

    static boolean is(ReplicaId from, Message message) {
        return switch (message) {
            case Message.Canvass m -> owns(from, m.ballot()) && near(m.chosen());
            case Message.CanvassReply m ->
                    real(m.ballot()) && near(m.promised()) && near(m.chosen());
            case Message.Prepare m ->
                    owns(from, m.ballot())
                            && real(m.from())
                            && m.resignation().map(Credible::is).orElse(true);
            case Message.Promise m -> isPromise(m);
            case Message.Behind m -> real(m.ballot()) && real(m.begin()) && near(m.chosen());
            case Message.Accept m ->
                    owns(from, m.ballot())
                            && real(m.first())
                            && m.entries().size() <= MAX_ENTRIES
                            && near(m.beat().chosen())
                            && near(m.beat().keepFrom());
            case Message.Accepted m ->
                    real(m.ballot())
                            && real(m.first())
                            && m.count() >= 0
                            && m.count() <= MAX_ENTRIES
                            && near(m.pulse().held());
            case Message.Heartbeat m ->
                    owns(from, m.ballot()) && near(m.beat().chosen()) && near(m.beat().keepFrom());
            case Message.HeartbeatReply m -> near(m.ballot()) && near(m.pulse().held());
            case Message.Refused m -> real(m.ballot()) && near(m.promised());
            case Message.Fetch m -> real(m.from());
            case Message.Chosen m ->
                    real(m.first()) && m.entries().size() <= MAX_ENTRIES && near(m.chosen());
            case Message.Cut m -> real(m.begin());
            case Message.SnapshotFetch m -> near(m.at()) && m.offset() >= 0;
            case Message.SnapshotChunk m ->
                    near(m.at())
                            && m.offset() >= 0
                            && m.offset() <= FAR
                            && m.bytes().length <= PaxosSettings.MAX_SNAPSHOT_CHUNK_BYTES;
            case Message.Resigned m -> is(m.resignation()) && owns(from, m.resignation().ballot());
            case Message.Quiesce m -> owns(from, m.ballot()) && near(m.chosen());
            case Message.Wake _, Message.Welcome _, Message.Unknown _ -> true;
            case Message.Farewell m -> near(m.slot());
        };
    }

    /// Slots rise, each value was accepted at or below the ballot that is promised.
    private static boolean isPromise(Message.Promise promise) {
        if (!real(promise.ballot()) || !real(promise.from()) || !near(promise.chosen())) {
            return false;
        }
        return promise.accepted().size() <= PaxosSettings.MAX_PROMISE_ENTRIES
                && rise(promise.from(), promise.accepted())
                && promise.accepted().stream().noneMatch(e -> e.ballot().isAbove(promise.ballot()));
    }

    private static boolean rise(Slot from, List<AcceptedEntry> entries) {
        Slot lowest = from;
        for (AcceptedEntry entry : entries) {
            if (entry.slot().isBelow(lowest) || !near(entry.slot())) {
                return false;
            }
            lowest = entry.slot().next();
        }
        return true;
    }

    private static boolean is(Resignation resignation) {
        return real(resignation.ballot());
    }

    private static boolean owns(ReplicaId from, Ballot ballot) {
        return real(ballot) && ballot.isOwnedBy(from);
    }

    private static boolean real(Ballot ballot) {
        return !ballot.isNone() && near(ballot);
    }

    private static boolean near(Ballot ballot) {
        return ballot.round() <= FAR;
    }

    private static boolean real(Slot slot) {
        return slot.value() >= 1 && near(slot);
    }

    private static boolean near(Slot slot) {
        return slot.value() <= FAR;
    }
}
