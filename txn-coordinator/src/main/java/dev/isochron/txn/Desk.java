package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Pending.Audience;
import dev.isochron.txn.Pending.Client;
import dev.isochron.txn.Pending.Deciding;
import dev.isochron.txn.Pending.Early;
import dev.isochron.txn.Pending.Gathering;
import dev.isochron.txn.Pending.Overdue;
import dev.isochron.txn.Pending.Telling;
import dev.isochron.txn.record.TxnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the parts of a coordinator work on: the entries, their alarms, and the effects of the step
/// that is being made.
final class Desk {

    static final String LEADER_CHANGED = "the leader of its coordinator changed";

    final Home home;
    final TxnState state;
    final Lease lease;
    final TxnSettings settings;

    private final Set<Rule> rules;
    private final NavigableMap<TxnId, Pending> entries;
    private final Alarms<TxnId> alarms;
    private final List<Effect> out = new ArrayList<>();

    Desk(Home home, TxnState state, Lease lease, TxnSettings settings, Set<Rule> rules) {
        this(home, state, lease, settings, rules, new TreeMap<>(), new Alarms<>());
    }

    private Desk(
            Home home,
            TxnState state,
            Lease lease,
            TxnSettings settings,
            Set<Rule> rules,
            NavigableMap<TxnId, Pending> entries,
            Alarms<TxnId> alarms) {
        this.home = home;
        this.state = state;
        this.lease = lease;
        this.settings = settings;
        this.rules = rules;
        this.entries = entries;
        this.alarms = alarms;
    }

    Desk copy(TxnState otherState, Lease otherLease) {
        return new Desk(
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

    Optional<Pending> entry(TxnId txn) {
        return Optional.ofNullable(entries.get(txn));
    }

    boolean hasRoom(int most) {
        return entries.size() < most;
    }

    void put(TxnId txn, Pending entry) {
        Pending old = entries.put(txn, entry);
        if (old != null) {
            due(old).ifPresent(at -> alarms.clear(txn, at));
        }
        due(entry).ifPresent(at -> alarms.set(txn, at));
    }

    void remove(TxnId txn) {
        Pending old = entries.remove(txn);
        if (old != null) {
            due(old).ifPresent(at -> alarms.clear(txn, at));
        }
    }

    List<TxnId> all() {
        return List.copyOf(entries.keySet());
    }

    Optional<TxnId> takeDue() {
        return alarms.takeDue(lease.now());
    }

    private static Optional<Timestamp> due(Pending entry) {
        return switch (entry) {
            case Early early -> Optional.of(early.due());
            case Gathering gathering -> Optional.of(gathering.due());
            case Overdue overdue -> Optional.of(overdue.due());
            case Deciding _ -> Optional.empty();
            case Telling telling -> Optional.of(telling.due());
        };
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

    /// From here on the record's fate decides.
    void propose(TxnId txn, Deciding deciding) {
        put(txn, deciding);
        out.add(new Effect.Log(deciding.proposed()));
    }

    /// Aborts what nothing was proposed for; told once that is applied.
    void abort(TxnId txn, Pending entry, Aborting how) {
        Audience audience = entry instanceof Gathering g ? g.audience() : Audience.NOBODY;
        audience = audience.with(how.shares());
        for (Client client : how.clients()) {
            audience = audience.with(client);
        }
        Optional<Span> own =
                entry instanceof Gathering g
                        ? Optional.of(g.request().share().span())
                        : Optional.empty();
        TxnRecord record = new TxnRecord.Aborted(txn, entry.anchor(), how.why());
        propose(txn, new Deciding(record, entry.anchor(), audience, own));
        if (!keeps(Rule.LOG_ABORT_BEFORE_TELLING)) {
            tell(txn, entry.anchor(), audience, new Outcome.Undone(how.why()));
        }
    }

    /// Tells an outcome to all who wait for it.
    void tell(TxnId txn, Key anchor, Audience audience, Outcome outcome) {
        audience.clients().forEach(client -> answer(client, outcome));
        for (Span share : audience.shares()) {
            send(new Parley.Decided(txn, anchor, share, outcome));
        }
    }

    void answer(Client client, Outcome outcome) {
        switch (outcome) {
            case Outcome.Committed(Timestamp at) -> {
                // How long that takes, whoever holds the answer back knows.
                Reply reply =
                        client.asks()
                                ? new Reply.Told(outcome)
                                : new Reply.Committed(at, Duration.ZERO);
                out.add(new Effect.Answer(client.caller(), reply, Optional.of(at)));
            }
            case Outcome.Undone(var why) -> {
                Reply reply = client.asks() ? new Reply.Told(outcome) : new Reply.Failed(why);
                out.add(new Effect.Answer(client.caller(), reply, Optional.empty()));
            }
        }
    }

    /// Answers what is no outcome.
    void fail(Client client, Failure why) {
        out.add(new Effect.Answer(client.caller(), new Reply.Failed(why), Optional.empty()));
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

    /// Why something is aborted, and who else wants to know.
    record Aborting(Failure why, List<Client> clients, List<Span> shares) {
        /// Voters that came before the commit request are told, too.
        Aborting alsoTelling(Pending entry) {
            List<Span> all = new ArrayList<>(shares);
            if (entry instanceof Early early) {
                all.addAll(early.votes().spans());
            }
            return new Aborting(why, clients, all);
        }

        static Aborting because(Failure why) {
            return new Aborting(why, List.of(), List.of());
        }
    }
}
