package dev.isochron.shard.lock;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import java.util.List;

/// What a step did to others than its caller, for the replica to act on in the order given.
public sealed interface LockEvent {

    /// A request that waited holds all its locks now.
    record Granted(Ticket ticket, Attempt attempt, Tenure tenure) implements LockEvent {}

    /// An unvoted attempt is over on this shard: its locks are gone, and no entry is made for it
    /// again.
    ///
    /// @param waiting its requests that waited; each is answered with `why`
    /// @param why what the attempt's client is told, now or when it next asks
    record Ended(Attempt attempt, Tenure tenure, List<Ticket> waiting, Failure why)
            implements LockEvent {
        public Ended {
            waiting = List.copyOf(waiting);
        }
    }

    /// A request waits no more and holds none of its locks; its attempt lives on, or was released.
    record Withdrawn(Ticket ticket, Attempt attempt, Failure why) implements LockEvent {}

    /// An older attempt waits for one that has voted and can be ended by its coordinator only.
    ///
    /// @param holder whose coordinator is to be asked to abort it, unless an outcome is proposed
    /// @param wounder who waits for it
    /// @param why what the holder's client is told if that is what happens
    record CoordinatorAsked(Attempt holder, Tenure tenure, Attempt wounder, Aborted.Wounded why)
            implements LockEvent {}

    /// An entry is gone because its caller released it.
    record Released(Attempt attempt, Tenure tenure) implements LockEvent {}
}
