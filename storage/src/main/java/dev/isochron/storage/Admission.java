package dev.isochron.storage;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;

/// Whether a store takes a replica.
public sealed interface Admission {
    /// It does; the replica is empty.
    record Admitted(ReplicaStore replica) implements Admission {}

    /// Some of the keys are another's, or were and are not deleted yet (C3). Try again when that is
    /// gone or its span is smaller.
    record Overlaps(ShardId other, Span span, ReplicaStore.State state) implements Admission {}
}
