package dev.isochron.truetime.invariant;

import java.util.function.Supplier;

/// The named invariants of Isochron; `docs/invariants.md` says where each is kept and checked.
public enum Invariant {
    P1("agreement: no two replicas of a group learn different values for one slot"),
    P2("promise: an acceptor accepts nothing below what it promised, across restarts"),
    P3("one lease: the lease intervals of a group's leaders are disjoint in true time"),
    P4("durable first: nothing leaves before what it claims is synced"),
    P5("configuration: a slot is proposed only with promises from its configuration's quorum"),
    P6("amnesia: no replica votes after losing a promise, acceptance or grant"),
    S1("same bytes: equal applied slot means equal state on all replicas"),
    S2("safe time: no version at or below a published safe time appears later"),
    T1("monotonic: timestamps given by a group strictly increase, across leaders"),
    T2("start: a commit timestamp is at least now.latest after the commit request arrived"),
    T3("wait: nobody outside learns of a commit before its timestamp is surely past"),
    T4("atomic: all participants reach the same outcome, one outcome per transaction for ever"),
    T5("locks: at commit every lock taken is still held, or its shard's vote proves it"),
    T6("vote bound: the commit timestamp is within every vote's bound, within its voter's lease"),
    T7("floor: the commit timestamp is at least every vote's floor; told means given"),
    T8("tenure: no vote vouches for locks of another tenure"),
    C1("cover: the shards' ranges tile the key space at every generation"),
    C2("quorum: no step of a move leaves a shard with fewer live voters than it needs"),
    C3("no overlap: no two replicas in one store overlap"),
    Q1("index: at every timestamp an index agrees with its table"),
    Q2("schema: no transaction commits beyond its schema lease");

    private final String statement;

    Invariant(String statement) {
        this.statement = statement;
    }

    public String statement() {
        return statement;
    }

    /// Throws [InvariantViolation] by this name unless `holds`; stays on in production.
    public void require(boolean holds, String whatHappened) {
        if (!holds) {
            throw new InvariantViolation(this, whatHappened);
        }
    }

    /// The same for hot paths: what happened is only put into words when it must be said.
    public void require(boolean holds, Supplier<String> whatHappened) {
        if (!holds) {
            throw new InvariantViolation(this, whatHappened.get());
        }
    }
}
