package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Beat;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What this replica promised, accepted and granted (*Paxos Made Simple*, §2.2; leases: DESIGN §4).
///
/// A grant is not synced by itself: the store's durable horizon bounds every grant, and after a
/// restart the horizon counts as granted, to whatever ballots. That is enough, because an answer
/// that grants rests on the log, so the promise of its ballot is durable before anyone counts on
/// it.
final class Acceptor {
    /// A store's horizon reaches little more than a lease beyond its clock, which is ahead by half
    /// a lease at most; the rest is for steady clocks that do not run alike.
    private static final int INHERITED_LEASES = 3;

    private final Core core;
    private final ReplicaLog log;
    private final boolean voteless;

    private Ballot promised;

    /// Until when leases were granted in this life: to the promised ballot, and to those before.
    private final TreeMap<Ballot, Timestamp> grants = new TreeMap<>();

    /// What the life before may have granted, to ballots up to `inheritedUpTo`. It counts for the
    /// first leases of this life: no honest horizon reaches further, so one that is not past then
    /// was written by a clock that was far ahead, and would shut this replica out for as long as
    /// that clock was wrong (attack 21).
    private final Timestamp inherited;

    private final long inheritedEndsAtNanos;

    private final Ballot inheritedUpTo;

    private Optional<Resignation> resigned = Optional.empty();
    private Timestamp floor = Timestamp.MIN;

    Acceptor(Core core, ReplicaLog log, ReplicaImage image) {
        this.core = core;
        this.log = log;
        this.voteless = image.voteless() && core.keeps(Rule.FORGETFUL_NEVER_VOTES);
        this.promised = image.promised();
        this.inherited =
                core.keeps(Rule.HORIZON_COUNTS_AS_GRANTED) ? image.grantedUntil() : Timestamp.MIN;
        this.inheritedUpTo = promised;
        this.inheritedEndsAtNanos = core.uptime() + INHERITED_LEASES * core.settings.leaseNanos();
        core.saw(promised);
    }

    Ballot promised() {
        return promised;
    }

    boolean isVoteless() {
        return voteless;
    }

    Optional<Resignation> resigned() {
        return resigned;
    }

    /// Until when a leader may rely on this replica: the latest grant that no resignation ended.
    Timestamp outstanding() {
        return outstandingExcept(Ballot.NONE);
    }

    private Timestamp outstandingExcept(Ballot granted) {
        return Timestamp.max(inheritedStill(), grantedExcept(granted));
    }

    private Timestamp inheritedStill() {
        boolean over = isResigned(inheritedUpTo) || core.uptime() >= inheritedEndsAtNanos;
        return over ? Timestamp.MIN : inherited;
    }

    private Timestamp grantedExcept(Ballot granted) {
        Timestamp latest = Timestamp.MIN;
        for (Map.Entry<Ballot, Timestamp> grant : grants.entrySet()) {
            if (!isResigned(grant.getKey())
                    && (granted.isNone() || !grant.getKey().equals(granted))) {
                latest = Timestamp.max(latest, grant.getValue());
            }
        }
        return latest;
    }

    boolean isFree() {
        return core.surelyPast(outstanding()) || !core.keeps(Rule.PROMISE_AFTER_GRANT);
    }

    /// How long, at least, until this replica is free.
    long nanosUntilFree() {
        long inheritance =
                Math.min(
                        core.nanosUntilPast(inheritedStill()),
                        Math.max(0, inheritedEndsAtNanos - core.uptime()));
        return Math.max(inheritance, core.nanosUntilPast(grantedExcept(Ballot.NONE)));
    }

    /// Learns that a leader gave up. Its grants end here and its floor is remembered for whoever
    /// asks next, also if that is not the successor it had in mind. A floor that no lease can reach
    /// would drag the group's timestamps along: such a resignation is none (attack 37).
    void show(Resignation shown) {
        if (!core.isPlausible(shown.floor())) {
            return;
        }
        if (resigned.isEmpty() || shown.ballot().isAbove(resigned.get().ballot())) {
            resigned = Optional.of(shown);
        }
        floor = Timestamp.max(floor, shown.floor());
        core.saw(shown.ballot());
    }

    boolean isResigned(Ballot ballot) {
        return resigned.isPresent() && !ballot.isAbove(resigned.get().ballot());
    }

    /// Phase 1b, or the reason why not.
    void onPrepare(Member from, Message.Prepare prepare) {
        core.saw(prepare.ballot());
        prepare.resignation().ifPresent(this::show);
        if (voteless) {
            return;
        }
        if (refuses(prepare.ballot()) || !mayPromise(prepare.ballot())) {
            core.sendResting(from, new Message.Refused(prepare.ballot(), promised));
            return;
        }
        if (lacksTooMuch(prepare.from())) {
            core.send(from, new Message.Behind(prepare.ballot(), log.begin(), log.chosen()));
            return;
        }
        promise(prepare.ballot());
        core.sendResting(
                from,
                new Message.Promise(
                        prepare.ballot(),
                        prepare.from(),
                        log.chosen(),
                        log.from(prepare.from(), Integer.MAX_VALUE),
                        outstandingExcept(prepare.ballot()),
                        floor));
    }

    /// True if a candidate whose first unchosen slot is `from` must catch up before it can lead:
    /// what it lacks was cut here (attack 9b), or is more than a promise may carry.
    boolean lacksTooMuch(Slot from) {
        if (from.isBelow(log.begin())) {
            return core.keeps(Rule.REFUSE_WHEN_CUT);
        }
        return log.chosen().value() - from.value() > PaxosSettings.MAX_PROMISED_CHOSEN
                || log.chosenBytesFrom(from) > PaxosSettings.MAX_PROMISED_BYTES;
    }

    private boolean mayPromise(Ballot ballot) {
        return ballot.equals(promised) || sameOwner(ballot) || isFree();
    }

    private boolean sameOwner(Ballot ballot) {
        return !promised.isNone() && ballot.isOwnedBy(promised.leader());
    }

    private boolean refuses(Ballot ballot) {
        return ballot.isBelow(promised) && core.keeps(Rule.REFUSE_BELOW_PROMISE);
    }

    private void promise(Ballot ballot) {
        if (!ballot.equals(promised)) {
            joinGrants();
            promised = ballot;
            core.persist(new HardRecord.Promised(core.group, ballot));
        }
    }

    /// Grants to earlier ballots count together. They are not forgotten when they are past by this
    /// replica's clock: the candidate judges that by its own, so one wrong clock is not enough.
    private void joinGrants() {
        Timestamp latest = Timestamp.MIN;
        for (Map.Entry<Ballot, Timestamp> grant : grants.entrySet()) {
            latest = isResigned(grant.getKey()) ? latest : Timestamp.max(latest, grant.getValue());
        }
        grants.clear();
        if (!latest.equals(Timestamp.MIN)) {
            grants.put(promised, latest);
        }
    }

    /// Phase 2b for consecutive slots; only the leader of an established ballot sends phase 2a, so
    /// every lease granted before is past or resigned by the time it arrives.
    void onAccept(Member from, Message.Accept accept) {
        core.saw(accept.ballot());
        if (voteless) {
            core.sendResting(
                    from, new Message.HeartbeatReply(accept.ballot(), pulse(accept.ballot())));
            return;
        }
        if (refuses(accept.ballot())) {
            core.sendResting(from, new Message.Refused(accept.ballot(), promised));
            return;
        }
        Invariant.P2.require(
                !accept.ballot().isBelow(promised) || !core.keeps(Rule.REFUSE_BELOW_PROMISE),
                () -> "accepting " + accept.ballot() + " after promising " + promised);
        promise(accept.ballot());
        if (contradictsChosen(accept)) {
            core.send(from, new Message.Behind(accept.ballot(), log.begin(), log.chosen()));
            return;
        }
        if (isTooFarAhead(accept)) {
            grant(accept.ballot(), accept.beat());
            core.sendResting(
                    from, new Message.HeartbeatReply(accept.ballot(), pulse(accept.ballot())));
            return;
        }
        Slot slot = accept.first();
        for (Entry entry : accept.entries()) {
            accept(slot, accept.ballot(), entry);
            slot = slot.next();
        }
        grant(accept.ballot(), accept.beat());
        core.sendResting(
                from,
                new Message.Accepted(
                        accept.ballot(),
                        accept.first(),
                        accept.entries().size(),
                        pulse(accept.ballot())));
    }

    /// A leader that was deposed by a quorum which this replica did not belong to may still propose
    /// where another value is chosen: it is told how far the log is, and gets no vote.
    private boolean contradictsChosen(Message.Accept accept) {
        Slot slot = accept.first();
        for (Entry entry : accept.entries()) {
            if (log.learned(slot).filter(known -> !known.equals(entry)).isPresent()) {
                return true;
            }
            slot = slot.next();
        }
        return false;
    }

    /// Values beyond a hole are only worth so much memory: a replica this far behind catches up
    /// first.
    private boolean isTooFarAhead(Message.Accept accept) {
        long last = accept.first().value() + accept.entries().size() - 1;
        return last - log.chosen().value() > PaxosSettings.MAX_SLOTS_AHEAD
                || (accept.first().isAbove(log.firstUnchosen())
                        && log.bytesAhead() > PaxosSettings.MAX_BYTES_AHEAD);
    }

    /// A value that is final here, or a duplicate, is in the log already.
    private void accept(Slot slot, Ballot ballot, Entry entry) {
        Optional<AcceptedEntry> known =
                log.entry(slot).filter(e -> e.isLearned() || e.ballot().equals(ballot));
        known.filter(e -> e.ballot().equals(ballot))
                .ifPresent(e ->
                        Invariant.P1.require(
                                e.entry().equals(entry),
                                () -> ballot + " proposes " + entry + " beside " + e));
        if (known.isEmpty()) {
            log.accept(slot, ballot, entry);
            if (slot.isAbove(log.chosen())) {
                core.persist(new HardRecord.Accepted(core.group, slot, ballot, entry));
            }
        }
    }

    void onHeartbeat(Member from, Message.Heartbeat heartbeat) {
        core.saw(heartbeat.ballot());
        if (!voteless && refuses(heartbeat.ballot())) {
            core.sendResting(from, new Message.Refused(heartbeat.ballot(), promised));
            return;
        }
        if (!voteless) {
            promise(heartbeat.ballot());
            grant(heartbeat.ballot(), heartbeat.beat());
        }
        core.sendResting(
                from, new Message.HeartbeatReply(heartbeat.ballot(), pulse(heartbeat.ballot())));
    }

    /// Grants what is asked, as far as a grant may reach: not beyond one lease from now by this
    /// replica's own clock (attack 21), and not beyond what a restart would remember.
    private void grant(Ballot ballot, Beat beat) {
        if (beat.leaseUntil().equals(Timestamp.MIN) || isResigned(ballot) || !core.clockIsFit()) {
            return;
        }
        Timestamp until = Timestamp.min(beat.leaseUntil(), core.moment().horizon());
        if (core.keeps(Rule.BOUND_GRANTS)) {
            Timestamp furthest = core.moment().now().latest().plusNanos(core.settings.leaseNanos());
            until = Timestamp.min(until, furthest);
        }
        grants.merge(ballot, until, Timestamp::max);
    }

    Pulse pulse(Ballot ballot) {
        Timestamp granted = grants.getOrDefault(ballot, Timestamp.MIN);
        boolean counts = !voteless && !isResigned(ballot) && ballot.equals(promised);
        return new Pulse(counts ? granted : Timestamp.MIN, log.chosen(), voteless);
    }

    @Override
    public String toString() {
        return "promised "
                + promised
                + " grants "
                + grants
                + " inherited "
                + inherited
                + " up to "
                + inheritedUpTo
                + " until "
                + inheritedEndsAtNanos
                + " resigned "
                + resigned
                + " floor "
                + floor
                + (voteless ? " voteless" : "");
    }
}
