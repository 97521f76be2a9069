package dev.isochron.paxos.replica;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;

/// When a step happens, as its host sees it.
///
/// @param now surely contains true time; with an unusable clock it is all of time, which lets no
///   lease be held and none be past
/// @param uptimeNanos a local clock that only rises, for pacing and retransmission; never compared
///   between nodes
/// @param horizon no grant of this store may reach beyond it, because a restart relies on it
/// @param mayLead false while the node's clock is in doubt
public record Moment(Interval now, long uptimeNanos, Timestamp horizon, boolean mayLead) {}
