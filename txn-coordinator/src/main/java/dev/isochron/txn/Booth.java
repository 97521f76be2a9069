package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the parts of a participant work on: the entries, their alarms, and the effects of the step
/// that is being made.
final class Booth {

    /// Nothing is ordered before it.
    private static final Span FIRST = Span.point(Key.MIN);

    final Home home;
    final TxnState state;
    final Lease lease;
    final TxnSettings settings;

    private final Set<Rule> rules;
    private final NavigableMap<ShareId, Holding> entries;
    private final Alarms<ShareId> alarms;
    private final List<Effect> out = new ArrayList<>();

    Booth(Home home, TxnState state, Lease lease, TxnSettings settings, Set<Rule> rules) {
        this(home, state, lease, settings, rules, new TreeMap<>(), new Alarms<>());
    }

    private Booth(
            Home home,
            TxnState state,
            Lease lease,
            TxnSettings settings,
            Set<Rule> rules,
            NavigableMap<ShareId, Holding> entries,
            Alarms<ShareId> alarms) {
        this.home = home;
        this.state = state;
        this.lease = lease;
        this.settings = settings;
        this.rules = rules;
        this.entries = entries;
        this.alarms = alarms;
    }

    Booth copy(TxnState otherState, Lease otherLease) {
        return new Booth(
                home,
                otherState,
                otherLease,
                settings,
                rules,
                new TreeMap<>(entries),
                alarms.copy());
    }

    boolean keeps(Rule rule) {
        return rules.contains(rule);
    }

    Optional<Holding> entry(ShareId id) {
        return Optional.ofNullable(entries.get(id));
    }

    boolean isFull() {
        return entries.size() >= Participant.MAX_SHARES;
    }

    /// The shares of a transaction, by first key.
    List<ShareId> of(TxnId txn) {
        List<ShareId> shares = new ArrayList<>();
        for (ShareId id : entries.tailMap(new ShareId(txn, FIRST), true).keySet()) {
            if (!id.txn().equals(txn)) {
                break;
            }
            shares.add(id);
        }
        return shares;
    }

    List<ShareId> all() {
        return List.copyOf(entries.keySet());
    }

    void put(ShareId id, Holding entry) {
        Holding old = entries.put(id, entry);
        if (old != null) {
            old.due().ifPresent(at -> alarms.clear(id, at));
        }
        entry.due().ifPresent(at -> alarms.set(id, at));
    }

    void remove(ShareId id) {
        Holding old = entries.remove(id);
        if (old != null) {
            old.due().ifPresent(at -> alarms.clear(id, at));
        }
    }

    /// Ends a share: its locks and its entry.
    void release(ShareId id) {
        remove(id);
        out.add(new Effect.Release(id.txn(), id.span()));
    }

    Optional<ShareId> takeDue() {
        return alarms.takeDue(lease.now());
    }

    Timestamp after(long nanos) {
        return lease.now().latest().plusNanos(nanos);
    }

    void effect(Effect effect) {
        out.add(effect);
    }

    void send(Parley message) {
        out.add(new Effect.Send(message));
    }

    void answer(List<Caller> callers, Reply reply) {
        for (Caller caller : callers) {
            out.add(new Effect.Answer(caller, reply, Optional.empty()));
        }
    }

    /// Tells an outcome to those who asked for a vote; nobody is told of `s` before it is past
    /// (T3).
    void tell(List<Caller> callers, Outcome outcome) {
        Optional<Timestamp> after =
                outcome instanceof Outcome.Committed(Timestamp at)
                        ? Optional.of(at)
                        : Optional.empty();
        for (Caller caller : callers) {
            out.add(new Effect.Answer(caller, new Reply.Told(outcome), after));
        }
    }

    /// The effects of the step; the next begins.
    List<Effect> done() {
        alarms.next().ifPresent(at -> out.add(new Effect.WakeAt(at)));
        List<Effect> step = List.copyOf(out);
        out.clear();
        return step;
    }

    /// All entries, for comparing; what is copied does not change any more.
    Object image() {
        return entries;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
