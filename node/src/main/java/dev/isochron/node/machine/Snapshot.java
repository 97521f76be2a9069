package dev.isochron.node.machine;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Slot;
import java.util.Optional;

/// The whole state at one slot; it does not change while the machine goes on.
public interface Snapshot {

    /// Everything up to here is in it.
    Slot at();

    /// Who the members are from the next slot on, where the machine itself knows; nothing means
    /// those that govern now.
    default Optional<Configuration> next() {
        return Optional.empty();
    }

    /// How many bytes there are; the same at every call.
    long length();

    /// Up to `atMost` bytes from `offset` on; fewer only at the end.
    byte[] read(long offset, int atMost);
}
