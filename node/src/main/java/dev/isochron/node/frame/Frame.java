package dev.isochron.node.frame;

import dev.isochron.truetime.peers.ClockStamp;
import java.util.Optional;

/// One message between two nodes.
///
/// @param clock the sender's clock when it sent this; none if its clock vouched for nothing
/// @param place the sector up to which the sender's log was synced when it sent this: a copy of its
///   directory from before is known by it
public record Frame(Origin origin, Optional<ClockStamp> clock, long place, Word word) {}
