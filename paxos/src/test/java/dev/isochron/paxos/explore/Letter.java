package dev.isochron.paxos.explore;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.world.Words;

/// A message that left its sender.
record Letter(ReplicaId from, ReplicaId to, Message message) {
    String kind() {
        return Words.kind(message);
    }

    @Override
    public String toString() {
        return from + "→" + to + " " + Words.of(message);
    }
}
