package dev.isochron.txn;

/// Which of the two roles asks for locks; a shard can play both in one transaction after a merge.
public enum Role {
    COORDINATOR,
    PARTICIPANT
}
