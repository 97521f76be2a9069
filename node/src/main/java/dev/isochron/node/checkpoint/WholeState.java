package dev.isochron.node.checkpoint;

import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;

/// A state that is kept, and sent, as a whole.
///
/// @param <R> what an entry answers
public interface WholeState<R> {

    /// Everything up to here is in it.
    Slot applied();

    /// Applies the next entry; never throws because of what it holds.
    R apply(Slot slot, Entry entry);

    /// Equal on all replicas that applied the same entries (S1).
    long fingerprint();

    /// All of it.
    byte[] bytes();
}
