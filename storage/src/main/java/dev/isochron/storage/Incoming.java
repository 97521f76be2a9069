package dev.isochron.storage;

import dev.isochron.protocol.key.Span;
import dev.isochron.storage.snapshot.ChunkRefused;
import java.util.Optional;

/// Whether a snapshot's keys have room in a store (C3).
final class Incoming {
    private Incoming() {}

    /// A vacant replica becomes one of these keys.
    ///
    /// @throws ChunkRefused if some of them are, or still may be, another's
    static void requireRoom(Storage storage, ReplicaStore replica, Span of) {
        refuse(of, storage.settle(replica, of));
    }

    /// A replica that missed a merge gets what it would have taken in, once nobody else here has
    /// it.
    ///
    /// @throws ChunkRefused if some of them are, or still may be, another's
    static void requireMoreRoom(Storage storage, ReplicaStore replica, Span of) {
        if (!of.from().equals(replica.span().from())) {
            throw new ChunkRefused("a snapshot of " + of + ", for a replica of " + replica.span());
        }
        refuse(of, storage.widen(replica, of));
    }

    private static void refuse(Span of, Optional<Admission.Overlaps> overlap) {
        if (overlap.isPresent()) {
            throw new ChunkRefused(
                    "a snapshot of " + of + ", which overlaps " + overlap.get().other());
        }
    }
}
