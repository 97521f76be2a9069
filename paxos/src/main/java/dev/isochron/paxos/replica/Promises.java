package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.TreeSet;

/// What acceptors promised to one ballot of ours, and what they reported with it.
///
/// It outlives phase 1: a leader needs promises from a quorum of every configuration that comes to
/// govern a slot it proposes in, however it learned of that configuration (P5).
final class Promises {
    private final Replica replica;
    private final Ballot ballot;

    /// The configuration that was current when phase 1 began.
    private final Configuration asked;

    private final TreeSet<ReplicaId> promised = new TreeSet<>();

    /// The reported value of the highest ballot for each slot. Values known to be chosen are here
    /// as well: behind a hole they still show how far earlier leaders got.
    private final TreeMap<Slot, AcceptedEntry> found = new TreeMap<>();

    private Timestamp leases = Timestamp.MIN;
    private Timestamp floor = Timestamp.MIN;

    /// True once all that was found is chosen. What is reported later was not chosen, or the quorum
    /// would have known it; and a lease reported later was not held, for its leader lacked this
    /// quorum.
    private boolean closed;

    /// Everything up to here was chosen by then.
    private Slot closedAt = Slot.ZERO;

    Promises(Replica replica, Ballot ballot) {
        this.replica = replica;
        this.ballot = ballot;
        this.asked = replica.log.current();
    }

    Ballot ballot() {
        return ballot;
    }

    /// No timestamp at or below it may be given.
    Timestamp floor() {
        return floor;
    }

    /// The highest slot in which a value was reported, or zero.
    Slot foundEnd() {
        return found.isEmpty() ? Slot.ZERO : found.lastKey();
    }

    void askAll() {
        for (Member member : replica.log.current().everyone()) {
            ask(member);
        }
    }

    void askMissing() {
        for (Member member : replica.log.current().everyone()) {
            if (!promised.contains(member.replica())) {
                ask(member);
            }
        }
    }

    /// Asks one that has not promised.
    void askAgain(Member member) {
        if (replica.log.current().contains(member.replica())
                && !promised.contains(member.replica())) {
            ask(member);
        }
    }

    private void ask(Member member) {
        Message.Prepare prepare =
                new Message.Prepare(
                        ballot, replica.log.firstUnchosen(), replica.acceptor.resigned());
        if (member.replica().equals(replica.core.self)) {
            replica.acceptor.onPrepare(member, prepare);
        } else {
            replica.core.send(member, prepare);
        }
    }

    /// Counts a promise of this ballot, unless it answers another question than was asked, or tells
    /// what no acceptor can know.
    void add(Member from, Message.Promise promise) {
        if (!promise.ballot().equals(ballot)
                || promise.from().isAbove(replica.log.firstUnchosen())
                || !replica.log.current().contains(from.replica())
                || !isCredible(promise)) {
            return;
        }
        promised.add(from.replica());
        for (AcceptedEntry entry : promise.accepted()) {
            if (!entry.slot().isAbove(promise.chosen()) || entry.isLearned()) {
                replica.catchUp.learn(entry.slot(), entry.entry());
            }
            found.merge(entry.slot(), entry, Promises::higher);
        }
        replica.log.advance(replica.log.end(), AcceptedEntry::isLearned);
        if (!closed) {
            leases = Timestamp.max(leases, promise.grantedUntil());
            floor = Timestamp.max(floor, promise.floor());
        }
    }

    /// Holes up to an absurd slot would be filled for ever; a floor beyond any lease would drag the
    /// group's timestamps along (attack 37).
    private boolean isCredible(Message.Promise promise) {
        Slot furthest = replica.log.firstUnchosen().plus(PaxosSettings.MAX_PROMISE_ENTRIES);
        return promise.accepted().stream().noneMatch(e -> e.slot().isAbove(furthest))
                && replica.core.isPlausible(promise.floor());
    }

    /// A learned value is final; among accepted ones the highest ballot wins.
    private static AcceptedEntry higher(AcceptedEntry a, AcceptedEntry b) {
        if (a.isLearned() || b.isLearned()) {
            return a.isLearned() ? a : b;
        }
        return Comparator.comparing(AcceptedEntry::ballot).compare(a, b) >= 0 ? a : b;
    }

    /// A quorum of the configuration of the first unchosen slot has promised, and this replica's
    /// own promise is on disk. Without the latter a crash could make it use the same ballot twice,
    /// with two values in one slot.
    boolean hasQuorum() {
        boolean own =
                promised.contains(replica.core.self)
                        || !replica.core.keeps(Rule.LEAD_ON_OWN_PROMISE);
        return own && isQuorumOf(replica.log.current());
    }

    private boolean isQuorumOf(Configuration configuration) {
        boolean each = replica.core.keeps(Rule.PROMISES_OF_CONFIGURATION);
        return replica.core.quorum(each ? configuration : asked, promised::contains);
    }

    boolean leasesArePast() {
        return replica.core.surelyPast(leases)
                || !replica.core.keeps(Rule.WAIT_OUT_REPORTED_LEASES);
    }

    long nanosUntilLeasesArePast() {
        return replica.core.nanosUntilPast(leases);
    }

    /// What must be proposed in a slot that somebody may have used before: the value that was
    /// reported, else nothing (*Paxos Made Simple*, §3).
    Entry toPropose(Slot slot) {
        AcceptedEntry entry = found.get(slot);
        return entry == null || isLate(entry) || !replica.core.keeps(Rule.ADOPT_REPORTED_VALUES)
                ? Entry.NOOP
                : entry.entry();
    }

    /// A value that is reported late was not chosen and counts for nothing: by now timestamps above
    /// its own may have been given and safe times published (T1, S2), and the members that it
    /// changes may be gone. Its slot is filled all the same, so that whoever proposed it learns
    /// what became of it.
    private boolean isLate(AcceptedEntry entry) {
        return closed
                && entry.slot().isAbove(closedAt)
                && (replica.core.keeps(Rule.IGNORE_LATE_REPORTS)
                        || entry.entry() instanceof Entry.Reconfigure);
    }

    /// All that was found is chosen and all leases that were reported are past.
    void close() {
        if (!closed) {
            closed = true;
            closedAt = replica.log.chosen();
        }
    }

    void forgetBelow(Slot slot) {
        found.headMap(slot, false).clear();
    }

    @Override
    public String toString() {
        return ballot
                + " promised "
                + promised
                + " found "
                + found.values()
                + " leases "
                + leases
                + " floor "
                + floor
                + (closed ? " closed" : "");
    }
}
