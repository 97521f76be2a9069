package dev.isochron.storage;

import dev.isochron.storage.ordered.Edit;
import java.util.List;

/// What a job does, and what follows from it. [#apply] runs where it may block, the rest on the
/// owner's thread; the shell's hand-over orders the two.
interface Work extends Edit {
    /// Whether it is for this replica, and so of no use once that is removed or begun anew.
    boolean concerns(ReplicaStore replica);

    /// Whether its replica was removed or begun anew meanwhile.
    boolean isStale();

    /// It is durable.
    ///
    /// @return what that means for replicas
    List<StorageEvent> done();
}
