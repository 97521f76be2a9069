package dev.isochron.node.frame;

import dev.isochron.truetime.Interval;
import java.util.Optional;

/// One message between two nodes.
///
/// @param clock the sender's reading when it sent this; none if its clock vouched for nothing
public record Frame(Origin origin, Optional<Interval> clock, Word word) {}
