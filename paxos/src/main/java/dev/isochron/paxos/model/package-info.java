/// The nouns of one replicated log: who, which ballot, which slot, what value, which members.
///
/// ```
/// Group        GroupId, several per node; each has replicas
/// Replica      ReplicaId, never used twice in a group; lives on a NodeId
/// Ballot       (round, replica), totally ordered; a leader is the owner of a ballot
/// Slot         a position in the log, from 1; an Entry is chosen in it
/// Entry        Noop | Commands(bytes) | Reconfigure(Configuration)
/// Configuration  voters, the voters being replaced (joint), learners
/// HardRecord   what must survive a crash; the durable log stores a sequence of them
/// ```
///
/// Everything here is immutable and content-equal; nothing here has behaviour beyond arithmetic.
@NullMarked
package dev.isochron.paxos.model;

import org.jspecify.annotations.NullMarked;
