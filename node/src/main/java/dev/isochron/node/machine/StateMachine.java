package dev.isochron.node.machine;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import java.util.Optional;
import java.util.function.Consumer;

/// The state behind one replica's log. All calls and callbacks happen on the node's loop.
///
/// @param <R> what an entry answers to whoever proposed it
public interface StateMachine<R> {

    /// Everything up to here is in the state; [Slot#ZERO] if nothing is.
    Slot applied();

    /// What a restart would find, if anything was made durable yet.
    Optional<Durable> durable();

    /// Applies the next entry. Never throws because of what the entry holds: a malformed one
    /// changes nothing and answers so, on every replica alike.
    R apply(Slot slot, Entry entry);

    /// A number that is equal on all replicas that applied the same entries (S1).
    long fingerprint();

    /// Makes the present state durable and then calls `done`, with what went wrong if anything. At
    /// most one flush, installation or deletion runs at a time.
    void flush(Configuration next, Consumer<Optional<RuntimeException>> done);

    /// The present state.
    Snapshot snapshot();

    /// False while a snapshot replaces the state, also if a restart found it so: then there is
    /// nothing to apply to, and only a snapshot helps.
    default boolean isWhole() {
        return true;
    }

    /// Begins to replace the state by a snapshot, also where one was begun before. Nothing is
    /// applied until it is in, and durable.
    Inlet install(Durable at, Installing listener);

    /// Who hears how an installation goes.
    ///
    /// @param hasRoom called when the inlet was full and is not any more
    /// @param done called once, at the end, with what went wrong if anything
    record Installing(Runnable hasRoom, Consumer<Optional<RuntimeException>> done) {}

    /// What the machine of whoever leads next can go on with, if this replica resigns in favour of
    /// that one in this very step.
    default Estate leave() {
        return Estate.NONE;
    }

    /// The leader of `ballot` left this as it resigned in favour of this replica, which stands now.
    default void inherit(Ballot ballot, Estate estate) {}

    /// The replica is gone: removes what is durable.
    void delete(Consumer<Optional<RuntimeException>> done);
}
