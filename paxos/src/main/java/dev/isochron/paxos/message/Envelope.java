package dev.isochron.paxos.message;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;

/// A message with its address. Nodes route by group and receiver; a receiver that does not exist
/// creates nothing, except a learner that its group's leader ordered by [Message.Welcome].
public record Envelope(GroupId group, ReplicaId from, ReplicaId to, Message message) {}
