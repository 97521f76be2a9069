package dev.isochron.paxos.model;

/// A proposal number: rounds first, then the replica that owns it (*Paxos Made Simple*, §2.2).
/// [#NONE] is below every real ballot; it stands for "promised nothing" and "accepted nothing".
public record Ballot(long round, long owner) implements Comparable<Ballot> {
    public static final Ballot NONE = new Ballot(0, 0);

    public Ballot {
        if (round < 0 || owner < 0 || (round == 0) != (owner == 0)) {
            throw new IllegalArgumentException("not a ballot: (" + round + ", " + owner + ")");
        }
    }

    public static Ballot of(long round, ReplicaId owner) {
        return new Ballot(round, owner.value());
    }

    public boolean isNone() {
        return round == 0;
    }

    public boolean isOwnedBy(ReplicaId replica) {
        return owner == replica.value();
    }

    /// The replica that leads at this ballot; only for real ballots.
    public ReplicaId leader() {
        return new ReplicaId(owner);
    }

    /// The smallest ballot of `replica` above this one.
    public Ballot nextFor(ReplicaId replica) {
        return Ballot.of(Math.addExact(round, 1), replica);
    }

    @Override
    public int compareTo(Ballot other) {
        int byRound = Long.compare(round, other.round);
        return byRound != 0 ? byRound : Long.compare(owner, other.owner);
    }

    public boolean isBelow(Ballot other) {
        return compareTo(other) < 0;
    }

    public boolean isAbove(Ballot other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return isNone() ? "b-" : "b" + round + "." + owner;
    }
}
