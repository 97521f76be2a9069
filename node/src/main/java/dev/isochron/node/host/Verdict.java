package dev.isochron.node.host;

import dev.isochron.paxos.replica.Effects.Fate;
import java.util.Optional;

/// What became of a proposal.
///
/// @param result what the state machine answered; present exactly if the fate is chosen
public record Verdict<R>(Fate fate, Optional<R> result) {}
