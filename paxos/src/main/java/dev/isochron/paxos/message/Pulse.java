package dev.isochron.paxos.message;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;

/// What a follower says with every answer of phase 2.
///
/// @param grantedUntil the lease granted to the ballot that is being answered
/// @param held every slot up to here is chosen, and its value is on this replica's own disk
/// @param voteless this replica lost something and never votes again (P6)
public record Pulse(Timestamp grantedUntil, Slot held, boolean voteless) {}
