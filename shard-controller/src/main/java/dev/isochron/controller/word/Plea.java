package dev.isochron.controller.word;

import dev.isochron.controller.decide.Command;
import dev.isochron.paxos.model.NodeId;

/// What an operator asks.
public sealed interface Plea {

    /// That something be done: drain, resume, remove, split or merge.
    record Do(Command command) implements Plea {}

    /// How the cluster is.
    record Show() implements Plea {}

    /// What would happen if that server were drained.
    record PlanDrain(NodeId server) implements Plea {}

    /// What would be done next.
    record PlanAll() implements Plea {}
}
