package dev.isochron.node.machine;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Slot;

/// A state with everything up to `slot` applied, and who the members are from the next slot on.
public record Durable(Slot slot, Configuration next) {}
