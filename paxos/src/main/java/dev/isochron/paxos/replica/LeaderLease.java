package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import java.util.Optional;

/// The right to give out timestamps, and its end (Spanner §4.1.1; P3, T1).
///
/// It is held while a quorum of every configuration in force has granted it beyond `now.latest`,
/// and every lease that phase 1 met is surely past. What is given lies within it and above
/// everything that any earlier leader gave.
final class LeaderLease {
    private final Core core;
    private final Promises promises;
    private final Peers peers;
    private Timestamp end = Timestamp.MIN;
    private Timestamp lastGiven = Timestamp.MIN;

    /// The highest bound that the host vouched for without giving it out.
    private Timestamp vouched = Timestamp.MIN;

    LeaderLease(Core core, Promises promises, Peers peers) {
        this.core = core;
        this.promises = promises;
        this.peers = peers;
    }

    /// Counts the grants anew: `current` governs, `next` is a configuration that was proposed and
    /// is not chosen yet, so it may govern already.
    void count(Configuration current, Optional<Configuration> next) {
        Timestamp reached = peers.leaseOf(current);
        if (next.isPresent() && core.keeps(Rule.LEASE_OF_EVERY_CONFIGURATION)) {
            reached = Timestamp.min(reached, peers.leaseOf(next.get()));
        }
        end = Timestamp.max(end, reached);
    }

    Timestamp end() {
        return end;
    }

    boolean isHeld() {
        return core.clockIsFit() && core.moment().now().surelyBefore(end);
    }

    /// True if `t` may be published: it counts as given from now on (DESIGN §6 "Monotone").
    boolean publish(Timestamp t) {
        boolean within = covers(t);
        lastGiven = within ? Timestamp.max(lastGiven, t) : lastGiven;
        return within;
    }

    /// True if the host may promise that nothing happens at or below `t` without its consent:
    /// whoever takes the lease over early stays above it (attack 5).
    boolean vouch(Timestamp t) {
        boolean within = covers(t);
        vouched = within ? Timestamp.max(vouched, t) : vouched;
        return within;
    }

    private boolean covers(Timestamp t) {
        return isHeld() && !t.isAfter(end);
    }

    /// The next timestamp: not before now, above all given, within the lease; or none.
    Optional<Timestamp> give() {
        if (!isHeld()) {
            return Optional.empty();
        }
        Timestamp next = Timestamp.max(core.moment().now().latest(), lowest());
        if (next.isAfter(end) && core.keeps(Rule.GIVE_WITHIN_LEASE)) {
            return Optional.empty();
        }
        Invariant.T1.require(next.isAfter(lastGiven), () -> next + " after " + lastGiven);
        lastGiven = next;
        return Optional.of(next);
    }

    private Timestamp lowest() {
        Timestamp floor = core.keeps(Rule.START_ABOVE_FLOOR) ? promises.floor() : Timestamp.MIN;
        return Timestamp.max(lastGiven, floor).plusNanos(1);
    }

    Timestamp lastGiven() {
        return lastGiven;
    }

    /// What a successor must stay above if this lease is given up now.
    Timestamp floor() {
        return Timestamp.max(vouched, Timestamp.max(lastGiven, promises.floor()));
    }

    @Override
    public String toString() {
        return "lease until " + end + " last given " + lastGiven + " vouched " + vouched;
    }
}
