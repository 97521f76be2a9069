package dev.isochron.shard.lock;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The locks of one shard under one leadership; gone with it.
///
/// Every call is one step: it changes the table and returns all that it brought about. There is no
/// call back, no clock and no thread in here. See the door plate for the rules.
public final class LockTable {
    private final ShardId shard;
    private final Set<LockRule> rules;
    private final Blame blame;
    private final Attempts attempts;
    private final EndedAttempts ended;
    private final Grants grants;
    private final Room room;

    /// Requests that wait, by ticket.
    private final LinkedHashMap<Ticket, Request> waiting = new LinkedHashMap<>();

    private List<LockEvent> events = new ArrayList<>(0);
    private long tickets;

    /// @param ballot of the leadership
    /// @param names what people call the row of a key, for failures
    public LockTable(
            ShardId shard, Ballot ballot, Function<Key, RowName> names, LockLimits limits) {
        this(shard, ballot, names, limits, LockRule.all());
    }

    /// @param rules [LockRule#all()], except where a test proves that a rule is needed
    public LockTable(
            ShardId shard,
            Ballot ballot,
            Function<Key, RowName> names,
            LockLimits limits,
            Set<LockRule> rules) {
        this.shard = shard;
        this.rules = rules;
        this.blame = new Blame(shard, names);
        this.attempts = new Attempts(ballot);
        this.ended = new EndedAttempts(shard, limits.endedAttempts());
        this.grants = new Grants(rules);
        this.room = new Room(shard, limits, rules, blame, grants);
    }

    /// How many tenures there were under this ballot.
    public long made() {
        return attempts.made();
    }

    /// Gives no tenure that an earlier table under the same ballot gave (T8); before anything else.
    public void goOnAfter(long made) {
        attempts.goOnAfter(made);
    }

    /// Puts the locks of a prepared transaction back, as the log has them; before anything else is
    /// granted. There is always room for them. It may have several shares, each once.
    ///
    /// @throws InvariantViolation T5, if they conflict with those of another prepared one, or come
    ///   too late
    public Tenure restore(Attempt attempt, List<Lock> locks) {
        requireNothingGranted(attempt);
        Entry known = attempts.find(attempt.id());
        Entry entry = known == null ? attempts.make(attempt) : known;
        holdAll(entry, locks, "are prepared with");
        entry.vote();
        return entry.tenure;
    }

    private void requireNothingGranted(Attempt attempt) {
        if (tickets > 0) {
            throw new InvariantViolation(
                    Invariant.T5, "locks of " + attempt + " restored after others");
        }
    }

    private void holdAll(Entry entry, List<Lock> locks, String how) {
        Request request = new Request(new Ticket(1), entry, List.copyOf(locks), true);
        Obstacles obstacles = Obstacles.of(request, request.wanted, grants.places, rules);
        if (!obstacles.isEmpty()) {
            Meeting first = obstacles.first();
            throw new InvariantViolation(
                    Invariant.T5,
                    "both %s and %s %s locks on %s"
                            .formatted(entry.attempt(), first.other().attempt(), how, first.key()));
        }
        grants.hold(request);
    }

    /// The attempts that are alive and hold something, the oldest first; see [#adopt].
    public List<LiveEntry> live() {
        List<Entry> entries = new ArrayList<>(attempts.all());
        entries.removeIf(entry -> entry.locks.isEmpty());
        Collections.sort(entries);
        List<LiveEntry> live = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            live.add(new LiveEntry(entry.attempt(), entry.tenure, locksOf(entry)));
        }
        return live;
    }

    /// Goes on with an attempt of the table before this one, from which it was handed over whole;
    /// after what is restored, and before anything else is granted. One that was restored keeps
    /// what the log says of it.
    ///
    /// @throws InvariantViolation T5, if what it holds conflicts with what another holds, or it
    ///   comes too late
    public void adopt(LiveEntry handed) {
        requireNothingGranted(handed.attempt());
        if (attempts.find(handed.attempt().id()) != null) {
            return;
        }
        Entry entry = attempts.adopt(handed.attempt(), handed.tenure());
        holdAll(entry, handed.locks(), "hold");
    }

    /// Asks for locks.
    ///
    /// With `WAIT` all or none of them are taken, younger holders are wounded, older and voted ones
    /// waited for. `NO_WAIT` is refused as a whole where anything is in the way, `SKIP` takes what
    /// is free and leaves out the rest; these two wound nobody: who asks like that wants to get
    /// around others.
    public LockStep acquire(Attempt attempt, List<Lock> wanted, LockWait patience) {
        return step(answer(attempt, wanted, patience));
    }

    private Answer answer(Attempt attempt, List<Lock> wanted, LockWait patience) {
        if (wanted.isEmpty()) {
            return refused("a request for no lock at all");
        }
        Entry known = attempts.find(attempt.id());
        Optional<Failure> objection =
                known == null ? newcomer(attempt, wanted) : Attempts.mismatch(known, attempt);
        if (objection.isPresent()) {
            return new Answer.Refused(objection.get());
        }
        Entry entry = known == null ? attempts.make(attempt) : known;
        entry.introduces(attempt);
        Answer answer = answer(entry, wanted, patience);
        dropIfUnused(entry);
        return answer;
    }

    /// What speaks against letting an attempt in that has no entry; ends the one it comes after.
    private Optional<Failure> newcomer(Attempt attempt, List<Lock> wanted) {
        Optional<Failure> over =
                rules.contains(LockRule.NO_SECOND_ENTRY)
                        ? ended.objection(attempt.id())
                        : Optional.empty();
        if (over.isPresent()) {
            return over;
        }
        Optional<Entry> other =
                rules.contains(LockRule.END_EARLIER_ATTEMPT)
                        ? attempts.other(attempt)
                        : Optional.empty();
        if (other.isPresent() && !attempt.isLaterThan(other.get().attempt())) {
            return Optional.of(blame.superseded(wanted.getFirst(), other.get().attempt()));
        }
        Optional<Failure> full = room.forNewcomer(attempts.size(), wanted);
        if (full.isEmpty() && other.isPresent() && !other.get().hasVoted()) {
            end(other.get(), blame.superseded(wanted.getFirst(), attempt));
        }
        return full;
    }

    private Answer answer(Entry entry, List<Lock> wanted, LockWait patience) {
        List<Lock> missing = grants.missing(entry, wanted);
        if (missing.isEmpty()) {
            entry.granted();
            return new Answer.Granted(nextTicket(), entry.tenure, List.of());
        }
        if (entry.hasVoted()) {
            // Of an honest client that is a share of a shard that was merged into this one, sent
            // here after another share of the same attempt was voted for (attack 14).
            return new Answer.Refused(new Aborted.LocksLost(shard, entry.tenure));
        }
        Optional<Failure> full = room.forLocks(entry, missing);
        if (full.isPresent()) {
            return new Answer.Refused(full.get());
        }
        return switch (patience) {
            case WAIT -> takeOrWait(request(entry, missing));
            case NO_WAIT -> takeOrLeave(request(entry, missing));
            case SKIP -> takeSome(request(entry, missing));
        };
    }

    private Answer takeOrWait(Request request) {
        Obstacles obstacles = Obstacles.of(request, request.wanted, grants.places, rules);
        if (obstacles.mustWait()) {
            Optional<Failure> full = room.forWaiting(request);
            if (full.isPresent()) {
                return new Answer.Refused(full.get());
            }
        }
        obstacles.victims.forEach((victim, meeting) -> wound(victim, meeting, request));
        if (!obstacles.mustWait()) {
            return take(request, List.of());
        }
        grants.enqueue(request);
        waiting.put(request.ticket, request);
        obstacles.voted.forEach((voter, meeting) -> ask(voter, meeting, request, false));
        return new Answer.Waiting(request.ticket);
    }

    private void wound(Entry victim, Meeting meeting, Request winner) {
        end(victim, blame.wounded(meeting, winner.entry.attempt(), VictimRule.HELD_BY_YOUNGER));
    }

    private void ask(Entry voter, Meeting meeting, Request waiter, boolean again) {
        boolean known = !voter.wounders.add(waiter.entry);
        waiter.entry.awaited.add(voter);
        if (rules.contains(LockRule.ASK_COORDINATOR) && (again || !known)) {
            Attempt wounder = waiter.entry.attempt();
            events.add(
                    new LockEvent.CoordinatorAsked(
                            voter.attempt(),
                            voter.tenure,
                            wounder,
                            blame.wounded(meeting, wounder, VictimRule.VOTED_BUT_UNDECIDED)));
        }
    }

    private Answer takeOrLeave(Request request) {
        Obstacles obstacles = Obstacles.of(request, request.wanted, grants.places, rules);
        return obstacles.isEmpty()
                ? take(request, List.of())
                : new Answer.Refused(blame.unavailable(obstacles.first(), Duration.ZERO));
    }

    private Answer takeSome(Request request) {
        List<Lock> free = new ArrayList<>();
        List<Lock> skipped = new ArrayList<>();
        for (Lock lock : request.wanted) {
            boolean isFree = Obstacles.of(request, List.of(lock), grants.places, rules).isEmpty();
            (isFree ? free : skipped).add(lock);
        }
        return take(new Request(request.ticket, request.entry, free, keepsAgeOrder()), skipped);
    }

    private Answer take(Request request, List<Lock> skipped) {
        grants.hold(request);
        return new Answer.Granted(request.ticket, request.entry.tenure, skipped);
    }

    private Request request(Entry entry, List<Lock> wanted) {
        return new Request(nextTicket(), entry, List.copyOf(wanted), keepsAgeOrder());
    }

    private boolean keepsAgeOrder() {
        return rules.contains(LockRule.QUEUE_BY_AGE);
    }

    private Ticket nextTicket() {
        return new Ticket(++tickets);
    }

    private static Answer refused(String detail) {
        return new Answer.Refused(new BadInput.MalformedRequest(detail));
    }

    /// Cuts the range of a scan back to what it has read, in the step that granted it and before
    /// its result leaves.
    ///
    /// Nothing happens unless the range was the only new lock of its request and its attempt was
    /// granted nothing since: something else may rely on it then. Keeping too much is safe.
    ///
    /// @param grant the ticket of the scan's request
    /// @param kept the part of the range that was read
    public List<LockEvent> shrink(TxnId id, Ticket grant, Span kept) {
        Entry entry = attempts.find(id);
        if (entry == null || entry.fresh.isEmpty()) {
            return List.of();
        }
        FreshGrant fresh = entry.fresh.get();
        boolean mayShrink =
                fresh.ticket().equals(grant) || !rules.contains(LockRule.SHRINK_ONLY_FRESH);
        if (!mayShrink || !fresh.place().span.contains(kept)) {
            return List.of();
        }
        grants.undo(entry, fresh);
        Lock lock = new Lock(kept, fresh.granted());
        if (!Coverage.isHeld(entry, lock, grants.places)) {
            grants.hold(entry, grants.places.at(kept), lock.mode());
        }
        entry.fresh = Optional.empty();
        return happened();
    }

    /// Takes a request that has waited long enough out of the queue; its attempt lives on.
    ///
    /// @return what its caller is told, as a refusal; nothing if it waits no more
    public Optional<LockStep> giveUp(Ticket ticket, Duration waited) {
        Request request = waiting.get(ticket);
        if (request == null) {
            return Optional.empty();
        }
        Obstacles obstacles = Obstacles.of(request, request.wanted, grants.places, rules);
        Failure why = blame.unavailable(obstacles.first(), waited);
        withdraw(request);
        dropIfUnused(request.entry);
        return Optional.of(step(new Answer.Refused(why)));
    }

    /// An entry under which nothing was ever granted has nothing to lose: it may be made again.
    private void dropIfUnused(Entry entry) {
        if (entry.isUnused()) {
            attempts.remove(entry);
        }
    }

    private void withdraw(Request request) {
        waiting.remove(request.ticket);
        grants.dequeue(request);
    }

    /// From now on the attempt is ended by [#release] only. Requests of it that still wait are
    /// withdrawn: what was not read when it voted is not read any more.
    public List<LockEvent> voted(TxnId id) {
        Entry entry = attempts.find(id);
        if (entry == null || entry.hasVoted()) {
            return List.of();
        }
        entry.vote();
        withdrawAll(entry);
        return happened();
    }

    private void withdrawAll(Entry entry) {
        for (Request request : List.copyOf(entry.waiting)) {
            withdraw(request);
            events.add(
                    new LockEvent.Withdrawn(
                            request.ticket, entry.attempt(), new Unavailable.Cancelled()));
        }
    }

    /// Frees all that an attempt holds, because its outcome is known, it was given up by its
    /// client, or its vote has run out. It is not let in again, also if it was not known here.
    public List<LockEvent> release(TxnId id) {
        Entry entry = attempts.find(id);
        ended.add(id, entry == null ? attempts.none() : entry.tenure);
        if (entry != null) {
            withdrawAll(entry);
            grants.strip(entry);
            attempts.remove(entry);
            events.add(new LockEvent.Released(entry.attempt(), entry.tenure));
        }
        return happened();
    }

    /// Ends an attempt that has not voted, for a reason from outside: its client is silent or gone.
    /// One that has voted stays as it is.
    public List<LockEvent> end(TxnId id, Failure why) {
        Entry entry = attempts.find(id);
        if (entry != null && !entry.hasVoted()) {
            end(entry, why);
        }
        return happened();
    }

    private void end(Entry entry, Failure why) {
        List<Ticket> tickets = entry.waiting.stream().map(request -> request.ticket).toList();
        tickets.forEach(ticket -> waiting.remove(ticket));
        grants.strip(entry);
        attempts.remove(entry);
        ended.add(entry.attempt().id(), entry.tenure, why);
        events.add(new LockEvent.Ended(entry.attempt(), entry.tenure, tickets, why));
    }

    /// Lets no attempt in any more that was born at or before this, because commits of such
    /// attempts are refused anyway; what was remembered of them is forgotten.
    public void forgetUpTo(Timestamp birth) {
        ended.forgetUpTo(birth);
    }

    /// Asks once more for every voted attempt that an older one waits for; to be called again and
    /// again with pauses, as questions and answers can get lost.
    public List<LockEvent> askAgain() {
        Set<List<Entry>> asked = new LinkedHashSet<>();
        for (Request request : waiting.values()) {
            if (!request.entry.awaited.isEmpty()) {
                Obstacles obstacles = Obstacles.of(request, request.wanted, grants.places, rules);
                obstacles.voted.forEach((voter, meeting) -> {
                    if (asked.add(List.of(voter, request.entry))) {
                        ask(voter, meeting, request, true);
                    }
                });
            }
        }
        return happened();
    }

    /// Whether the attempt's live entry is the one with this tenure.
    public boolean holds(TxnId id, Tenure tenure) {
        Entry entry = attempts.find(id);
        return entry != null
                && (entry.tenure.equals(tenure) || !rules.contains(LockRule.CHECK_TENURE));
    }

    /// The tenure of the attempt's live entry.
    public Optional<Tenure> tenure(TxnId id) {
        return Optional.ofNullable(attempts.find(id)).map(entry -> entry.tenure);
    }

    /// All that an attempt holds, in no order that means anything; nothing if that is more than
    /// `limit` locks.
    public Optional<List<Lock>> held(TxnId id, int limit) {
        Entry entry = attempts.find(id);
        if (entry == null || entry.locks.size() > limit) {
            return Optional.empty();
        }
        return Optional.of(locksOf(entry));
    }

    private static List<Lock> locksOf(Entry entry) {
        List<Lock> held = new ArrayList<>(entry.locks.size());
        entry.locks.forEach((place, mode) -> held.add(new Lock(place.span, mode)));
        return held;
    }

    /// Whether a vote may vouch for all these locks as held without a gap under this tenure (T5,
    /// T8); if not, what the voter says instead.
    public Optional<Aborted> verify(TxnId id, Tenure tenure, List<Lock> locks) {
        Entry entry = attempts.find(id);
        if (entry == null || !holds(id, tenure)) {
            return Optional.of(new Aborted.LocksLost(shard, tenure));
        }
        for (Lock lock : locks) {
            if (!Coverage.isHeldInPieces(entry, lock, grants.places)
                    && rules.contains(LockRule.CHECK_LOCKS)) {
                return Optional.of(new Aborted.LocksLost(shard, tenure));
            }
        }
        return Optional.empty();
    }

    /// Why a tenure that is not live any more lost its locks: who wounded it, and where, if that is
    /// known.
    public Failure whyLost(TxnId id, Tenure tenure) {
        return ended.whyLost(id, tenure);
    }

    /// Who holds what and who waits for whom, now.
    ///
    /// @param limit how many holdings, and how many waits, are listed at most
    public LockListing listing(int limit) {
        return Survey.of(grants.places, waiting.values(), limit);
    }

    private LockStep step(Answer answer) {
        return new LockStep(answer, happened());
    }

    /// Wakes who can go on, and hands out all that happened in this step.
    private List<LockEvent> happened() {
        for (Request request : grants.wake()) {
            waiting.remove(request.ticket);
            Entry entry = request.entry;
            events.add(new LockEvent.Granted(request.ticket, entry.attempt(), entry.tenure));
        }
        if (events.isEmpty()) {
            return List.of();
        }
        List<LockEvent> all = List.copyOf(events);
        events = new ArrayList<>(0);
        return all;
    }
}
