/// One replica of one replicated log, as a pure machine: an [Input] in, [Effects] out.
///
/// ```
///             Input                                  Effects
///  peer message | propose | tick  ──▶ PaxosReplica ──▶ persist   to the log, in order
///  transfer | reconfigure | ...                        send      at once, or once the log is synced
///                                                      apply     chosen entries, in slot order
///                                                      reply     to whoever proposed
/// ```
///
/// Inside, an [Acceptor] keeps what was promised, accepted and granted; a [ReplicaLog] knows what
/// is chosen and which configuration governs which slot; exactly one [Role] is played at a time:
///
/// ```
/// Following ──grant surely past──▶ Canvassing ──quorum willing──▶ Preparing ──quorum promised──▶ Leading
///     ▲  ◀───────── a higher ballot, a leader's beat, too far behind ────────┴───────────────────────┘
///     └──────────── resigned (transfer, doubtful clock, removed) ────────────────────────────────────┘
/// ```
///
/// Kept here: P1, P2, P3, P5, P6, and T1 for the timestamps given through [PaxosReplica#give]; P4
/// is kept together with the host, which holds back what rests on the log until the log is synced.
/// The host calls from one thread and performs the effects in their order.
@NullMarked
package dev.isochron.paxos.replica;

import org.jspecify.annotations.NullMarked;
