/// The durable log of a store: every hard record of every group in one sequence of segments, made
/// durable by one write and one sync at a time.
///
/// ```
/// log      = segment ...            files of fixed length, made ahead of need, reused
/// segment  = header batch ...       the header names store, generation, first position
/// batch    = header record ... directory   one write, one sync; names what was synced before it
/// record   = crc length kind group ...     one HardRecord, bound to its position and boot
/// ```
///
/// [Wal] appends, flushes and lets old segments go; `WalRecovery` reads a log back and tells a torn
/// tail, which is cut, from damage to what was durable, which costs votes; [Disk] is the port to
/// the machine. `docs/formats.md` describes the bytes.
///
/// Invariants kept here: P4 durable first (a position counts as synced only after its sync), P6
/// amnesia (a replica whose records may be lost comes back voteless); P2 is checked a second time
/// at every append. Called by the shell of `node`, by `simulation`, and by `isochron log dump`.
@NullMarked
package dev.isochron.paxos.log;

import org.jspecify.annotations.NullMarked;
