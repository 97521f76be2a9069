package dev.isochron.node.machine;

import dev.isochron.paxos.model.Slot;

/// The whole state at one slot; it does not change while the machine goes on.
public interface Snapshot {

    /// Everything up to here is in it.
    Slot at();

    /// How many bytes there are; the same at every call.
    long length();

    /// Up to `atMost` bytes from `offset` on; fewer only at the end.
    byte[] read(long offset, int atMost);
}
