package dev.isochron.paxos.message;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;

/// What a leader says with every message of phase 2.
///
/// @param chosen everything up to here is chosen; a follower believes it only for the values that
///   it accepted at this leader's ballot
/// @param leaseUntil the leader asks to be granted its lease until then; [Timestamp#MIN] asks
///   nothing
/// @param keepFrom replicas that are alive may still fetch slots from here on
public record Beat(Slot chosen, Timestamp leaseUntil, Slot keepFrom) {}
