package dev.isochron.paxos.replica;

import java.util.EnumSet;
import java.util.Set;

/// The rules that keep the invariants true, each one a name that can be switched off.
///
/// Production keeps [#all()]. The simulator drops one rule at a time to prove that the judge of the
/// invariant would see it: a check that cannot fail shows nothing.
public enum Rule {
    /// P2: an acceptor refuses ballots below its promise.
    REFUSE_BELOW_PROMISE,
    /// P3: an acceptor promises another ballot only when its grant is surely past or resigned.
    PROMISE_AFTER_GRANT,
    /// P3: a leader serves only when every lease that its quorum reported is surely past.
    WAIT_OUT_REPORTED_LEASES,
    /// P3, attack 21: a grant reaches at most one lease length beyond the acceptor's own clock.
    BOUND_GRANTS,
    /// P3: after a restart everything up to the store's horizon counts as granted, to any ballot.
    HORIZON_COUNTS_AS_GRANTED,
    /// P1: a leader's own promise is on its disk before it leads, so that no ballot is led twice.
    LEAD_ON_OWN_PROMISE,
    /// P1: a slot is chosen by a quorum of its configuration, no less.
    COUNT_QUORUMS,
    /// P1: what a learner accepts, promises or is willing to do counts for nothing.
    COUNT_VOTERS_ONLY,
    /// P5: a leader proposes only with promises from a quorum of the governing configuration.
    PROMISES_OF_CONFIGURATION,
    /// P1: phase 1's reported values are proposed again, the highest ballot first.
    ADOPT_REPORTED_VALUES,
    /// T1, S2: what is reported once all that phase 1 found is chosen is proposed no more.
    IGNORE_LATE_REPORTS,
    /// P1, attack 11: a follower takes a slot as chosen only for the value of that leader's ballot.
    CHOSEN_AT_LEADERS_BALLOT,
    /// P1, attack 9b: an acceptor whose log was cut above the candidate's slot does not promise.
    REFUSE_WHEN_CUT,
    /// P6: a replica that forgot something answers no phase.
    FORGETFUL_NEVER_VOTES,
    /// P4: what claims durable state waits for the log.
    REST_ON_LOG,
    /// T1: the successor of a resigned leader gives timestamps above its floor.
    START_ABOVE_FLOOR,
    /// P3, attack 8: a lease counts only if granted by a quorum of every configuration in force.
    LEASE_OF_EVERY_CONFIGURATION,
    /// T1: a timestamp is given only within the lease.
    GIVE_WITHIN_LEASE;

    public static Set<Rule> all() {
        return EnumSet.allOf(Rule.class);
    }

    public static Set<Rule> allBut(Rule dropped) {
        return EnumSet.complementOf(EnumSet.of(dropped));
    }
}
