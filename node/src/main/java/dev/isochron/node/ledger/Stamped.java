package dev.isochron.node.ledger;

import dev.isochron.truetime.Timestamp;

/// A command and the timestamp that its leader gave it.
public record Stamped(Timestamp timestamp, Command command) {}
