/// One replicated log: Multi-Paxos as a pure state machine, and the file format it stands on.
///
/// A group of replicas chooses one value per slot and applies the slots in order. A replica takes
/// one input and returns one bundle of effects in the order persist, send, reply; it reads no
/// clock, starts no thread, opens no file. It knows nothing of keys, rows or SQL.
///
/// Invariants kept here: P1 agreement, P2 promise, P3 one lease, P4 durable first, P5
/// configuration, P6 amnesia. Called by `shard` and `controller`; driven by `node` and
/// `simulation`.
@NullMarked
package dev.isochron.paxos;

import org.jspecify.annotations.NullMarked;
