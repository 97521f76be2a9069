package dev.isochron.node.frame;

import dev.isochron.truetime.peers.ClockStamp;
import java.util.Optional;

/// One message between two nodes.
///
/// @param clock the sender's clock when it sent this; none if its clock vouched for nothing
public record Frame(Origin origin, Optional<ClockStamp> clock, Word word) {}
