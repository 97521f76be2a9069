package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.error.VictimRule;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.txn.Desk.Aborting;
import dev.isochron.txn.Pending.Audience;
import dev.isochron.txn.Pending.Client;
import dev.isochron.txn.Pending.Deciding;
import dev.isochron.txn.Pending.Early;
import dev.isochron.txn.Pending.Gathering;
import dev.isochron.txn.Pending.Overdue;
import dev.isochron.txn.Pending.Telling;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Decides all transactions whose anchor is a key of this shard; one for each tenure of a leader.
///
/// Nobody is told an outcome that is not applied from the log, with one exception: a commit that
/// quotes a tenure which is over, or was born below the horizon, can never be done by anybody, so
/// its end needs no record.
public final class Coordinator {

    /// Most transactions in memory at once for which a commit is taken on; beyond, commits are
    /// refused. An entry is mostly a few hundred bytes beside its writes.
    public static final int MAX_PENDING = 10_000;

    /// Beyond so many, votes that come before their commit request are as if lost: they must not
    /// shut out commits.
    public static final int MAX_EARLY = MAX_PENDING / 2;

    /// Most in memory at all. What is above [#MAX_PENDING] is for those who hold locks already and
    /// ask: commits must not shut them out (attack 34).
    public static final int MAX_ENTRIES = 2 * MAX_PENDING;

    /// Most other shards of one transaction.
    public static final int MAX_OTHERS = 256;

    private final Desk desk;
    private final Gatherer gatherer;
    private final Teller teller;

    /// For a leader that has applied all it found, and holds its lease.
    public Coordinator(
            Home home, TxnState state, Lease lease, TxnSettings settings, Set<Rule> rules) {
        this(new Desk(home, state, lease, settings, rules), Optional.empty());
    }

    private Coordinator(Desk desk, Optional<Timestamp> horizonDue) {
        this.desk = desk;
        this.gatherer = new Gatherer(desk);
        this.teller = new Teller(desk, horizonDue);
    }

    /// A twin over other ports, for exploring small worlds.
    public Coordinator copy(TxnState state, Lease lease) {
        return new Coordinator(desk.copy(state, lease), teller.horizonDue());
    }

    /// The first step: whoever was not told yet is told again.
    public List<Effect> start() {
        teller.start();
        return desk.done();
    }

    /// A client asks to commit.
    public List<Effect> commit(Caller caller, Request.Commit request) {
        Client client = new Client(caller, false);
        TxnId txn = request.attempt().id();
        Optional<Outcome> known = desk.state.decision(request.anchor(), txn);
        if (known.isPresent()) {
            desk.answer(client, known.get());
            return desk.done();
        }
        Optional<Pending> entry = entry(txn, request.anchor());
        if (entry.isPresent() && entry.get() instanceof Early(_, var votes, _)) {
            gatherer.begin(client, request, votes);
        } else if (entry.isPresent()) {
            join(txn, entry.get(), client);
        } else if (desk.entry(txn).isPresent()) {
            desk.fail(client, new BadInput.MalformedRequest("two anchors were named for " + txn));
        } else {
            gatherer.begin(client, request, Votes.NONE);
        }
        return desk.done();
    }

    /// A client asks for the outcome. If there is none, there is one then: an abort.
    public List<Effect> askOutcome(Caller caller, Key anchor, TxnId txn) {
        Client client = new Client(caller, true);
        Optional<Outcome> known = desk.state.decision(anchor, txn);
        Optional<Pending> entry = entry(txn, anchor);
        if (known.isPresent()) {
            desk.answer(client, known.get());
        } else if (entry.isPresent() && !(entry.get() instanceof Early)) {
            join(txn, entry.get(), client);
        } else if (desk.state.bornTooEarly(txn)) {
            // It may have been done, and forgotten since: an abort could be a lie.
            desk.fail(client, new OutcomeUnknown(txn, Gatherer.TOO_OLD, true));
        } else if (!desk.hasRoom(MAX_ENTRIES)) {
            desk.fail(client, new Unavailable.Overloaded("the transactions of a coordinator"));
        } else {
            Aborting how =
                    new Aborting(new Aborted.DecidedByInquiry(txn), List.of(client), List.of());
            abortUndecided(txn, anchor, how);
        }
        return desk.done();
    }

    private void join(TxnId txn, Pending entry, Client client) {
        Audience audience =
                switch (entry) {
                    case Gathering gathering -> gathering.audience();
                    case Deciding deciding -> deciding.audience();
                    case Overdue overdue -> overdue.audience();
                    case Early _, Telling _ -> Audience.NOBODY;
                };
        if (audience.isFull()) {
            desk.fail(client, new Unavailable.Overloaded("the clients that wait for " + txn));
            return;
        }
        Audience more = audience.with(client);
        switch (entry) {
            case Gathering gathering -> desk.put(txn, gathering.with(more));
            case Deciding deciding -> desk.put(txn, deciding.with(more));
            case Overdue(var request, _, var due) -> desk.put(txn, new Overdue(request, more, due));
            case Early _, Telling _ ->
                    throw new IllegalStateException(txn + " has an outcome, or no commit request");
        }
    }

    /// The answer to [Effect.Secure].
    public List<Effect> secured(TxnId txn, Secured how) {
        Optional<Pending> entry = desk.entry(txn);
        if (entry.isPresent() && entry.get() instanceof Gathering gathering) {
            gatherer.secured(txn, gathering, how);
        } else if (entry.isPresent() && entry.get() instanceof Overdue overdue) {
            gatherer.secured(txn, overdue, how);
        }
        return desk.done();
    }

    /// The answer to [Effect.Secure], if the own share cannot be vouched for.
    public List<Effect> refused(TxnId txn, Failure why) {
        Optional<Pending> entry = desk.entry(txn);
        if (entry.isPresent() && entry.get() instanceof Gathering gathering) {
            gatherer.refused(txn, gathering, why);
        } else if (entry.isPresent() && entry.get() instanceof Overdue overdue) {
            gatherer.unknown(txn, overdue);
        }
        return desk.done();
    }

    /// A message to the owner of an anchor; those to voters are not for this machine.
    public List<Effect> receive(Parley message) {
        switch (message) {
            case Parley.Yes yes -> yes(yes);
            case Parley.No no -> no(no);
            case Parley.Logged logged -> teller.logged(logged);
            case Parley.Inquiry inquiry -> inquiry(inquiry);
            case Parley.Wound wound -> wounded(wound);
            case Parley.Decided _, Parley.VoteAgain _ -> {}
        }
        return desk.done();
    }

    private void yes(Parley.Yes yes) {
        if (!desk.settings.limit().admits(yes.vote().floor(), desk.lease.now())) {
            return;
        }
        if (answered(yes, yes.vote().span())) {
            return;
        }
        Optional<Pending> entry = entry(yes.txn(), yes.anchor());
        if (entry.isEmpty()) {
            early(yes, Votes.NONE.with(yes.vote()));
            return;
        }
        switch (entry.get()) {
            case Early(var anchor, var votes, var due) ->
                    desk.put(yes.txn(), new Early(anchor, votes.with(yes.vote()), due));
            case Gathering gathering -> gatherer.yes(yes.txn(), gathering, yes.vote());
            case Deciding deciding -> tellToo(yes.txn(), deciding, yes.vote().span());
            case Overdue _, Telling _ -> {}
        }
    }

    private void no(Parley.No no) {
        if (answered(no, no.span())) {
            return;
        }
        Optional<Pending> entry = entry(no.txn(), no.anchor());
        if (entry.isEmpty()) {
            early(no, Votes.NONE.with(no.why()));
            return;
        }
        switch (entry.get()) {
            case Early(var anchor, var votes, var due) ->
                    desk.put(no.txn(), new Early(anchor, votes.with(no.why()), due));
            case Gathering gathering ->
                    gatherer.decide(no.txn(), gathering.with(gathering.votes().with(no.why())));
            case Deciding _, Overdue _, Telling _ -> {}
        }
    }

    /// Keeps what came before the commit request, for as long as a commit may take.
    private void early(Parley message, Votes votes) {
        if (desk.keeps(Rule.KEEP_EARLY_VOTES)
                && desk.hasRoom(MAX_EARLY)
                && !isTaken(message.txn())) {
            Timestamp due = desk.after(desk.settings.patience().gatherNanos());
            desk.put(message.txn(), new Early(message.anchor(), votes, due));
        }
    }

    private void inquiry(Parley.Inquiry inquiry) {
        if (answered(inquiry, inquiry.span())) {
            return;
        }
        TxnId txn = inquiry.txn();
        Optional<Pending> entry = entry(txn, inquiry.anchor());
        if (entry.isPresent() && entry.get() instanceof Gathering gathering) {
            desk.put(txn, gathering.with(gathering.audience().with(inquiry.span())));
        } else if (entry.isPresent() && entry.get() instanceof Deciding deciding) {
            tellToo(txn, deciding, inquiry.span());
        } else {
            Aborting how =
                    new Aborting(
                            new Aborted.DecidedByInquiry(txn), List.of(), List.of(inquiry.span()));
            abortUndecided(txn, inquiry.anchor(), how);
        }
    }

    private void wounded(Parley.Wound wound) {
        if (!answered(wound, wound.span())) {
            wound(wound.txn(), wound.anchor(), wound.over(), List.of(wound.span()));
        }
    }

    /// An older transaction wants a lock of this one, which asked to commit here; of what is
    /// proposed already the outcome is near.
    public List<Effect> wound(TxnId txn, Parley.Grievance over) {
        if (desk.entry(txn).orElse(null) instanceof Gathering gathering) {
            wound(txn, gathering.anchor(), over, List.of());
        }
        return desk.done();
    }

    private void wound(TxnId txn, Key anchor, Parley.Grievance over, List<Span> shares) {
        Optional<Pending> entry = entry(txn, anchor);
        if (entry.isPresent() && entry.get() instanceof Deciding deciding) {
            shares.forEach(share -> tellToo(txn, deciding, share));
        } else if (desk.keeps(Rule.WOUND_THE_UNDECIDED)) {
            Failure why =
                    new Aborted.Wounded(
                            over.row(), over.mode(), over.older(), VictimRule.VOTED_BUT_UNDECIDED);
            abortUndecided(txn, anchor, new Aborting(why, List.of(), shares));
        }
    }

    /// If the outcome is known, or can only be an abort, it is told to that share.
    private boolean answered(Parley message, Span share) {
        TxnId txn = message.txn();
        Optional<Outcome> known = desk.state.decision(message.anchor(), txn);
        if (known.isEmpty() && !isUndecided(txn) && desk.state.bornTooEarly(txn)) {
            // Had it been committed, this share would have logged it, or the record would be kept.
            known =
                    Optional.of(
                            new Outcome.Undone(
                                    new Aborted.BornTooEarly(txn, desk.state.horizon())));
        }
        known.ifPresent(
                outcome -> desk.send(new Parley.Decided(txn, message.anchor(), share, outcome)));
        return known.isPresent();
    }

    private void tellToo(TxnId txn, Deciding deciding, Span share) {
        if (deciding.commits() && !desk.keeps(Rule.INQUIRY_WAITS)) {
            Outcome guess = new Outcome.Undone(new Aborted.DecidedByInquiry(txn));
            desk.send(new Parley.Decided(txn, deciding.anchor(), share, guess));
        }
        desk.put(txn, deciding.with(deciding.audience().with(share)));
    }

    /// Aborts what has no commit request, or one that is still gathering.
    private void abortUndecided(TxnId txn, Key anchor, Aborting how) {
        Optional<Pending> entry = entry(txn, anchor);
        if (entry.isPresent()) {
            desk.abort(txn, entry.get(), how.alsoTelling(entry.get()));
        } else if (desk.hasRoom(MAX_ENTRIES) && !isTaken(txn)) {
            desk.abort(txn, new Early(anchor, Votes.NONE, Timestamp.MAX), how);
        }
    }

    /// A chosen record was applied, whoever had proposed it.
    public List<Effect> applied(TxnRecord record, Ruling ruling) {
        switch (record) {
            case TxnRecord.Committed(var txn, var anchor, var at, _, _) ->
                    decided(txn, anchor, new Outcome.Committed(at), ruling);
            case TxnRecord.Aborted(var txn, var anchor, var why) ->
                    decided(txn, anchor, new Outcome.Undone(why), ruling);
            case TxnRecord.Forgotten(var txn, var anchor, _) -> teller.forgotten(txn, anchor);
            case TxnRecord.Horizon _ -> {}
            case TxnRecord.Prepared _, TxnRecord.Resolved _ -> teller.armHorizon();
        }
        return desk.done();
    }

    private void decided(TxnId txn, Key anchor, Outcome proposed, Ruling ruling) {
        Outcome outcome =
                switch (ruling) {
                    case Ruling.Landed _, Ruling.Ended _, Ruling.Repeated _ -> proposed;
                    case Ruling.Lost(var winner) -> winner;
                    case Ruling.TooEarly(var horizon) ->
                            new Outcome.Undone(new Aborted.BornTooEarly(txn, horizon));
                    case Ruling.Entered _ ->
                            throw new IllegalStateException("a decision is not in doubt");
                };
        if (outcome instanceof Outcome.Committed(Timestamp at)
                && desk.keeps(Rule.PUBLISH_WHAT_IS_TOLD)) {
            desk.lease.publish(at);
            Invariant.T7.require(
                    !desk.lease.lastGiven().isBefore(at),
                    "the leader applied " + at + " and may give out less");
        }
        Optional<Pending> entry = entry(txn, anchor);
        desk.remove(txn);
        entry.ifPresent(waiting -> conclude(txn, waiting, outcome));
        teller.begin(txn, anchor);
        teller.armHorizon();
    }

    private void conclude(TxnId txn, Pending entry, Outcome outcome) {
        switch (entry) {
            case Deciding deciding -> {
                deciding.own().ifPresent(own -> desk.effect(new Effect.Release(txn, own)));
                desk.tell(txn, deciding.anchor(), deciding.audience(), outcome);
            }
            case Gathering gathering -> {
                Span own = gathering.request().share().span();
                desk.effect(new Effect.Release(txn, own));
                desk.tell(txn, gathering.anchor(), gathering.audience(), outcome);
            }
            case Early early ->
                    desk.tell(
                            txn,
                            early.anchor(),
                            Audience.NOBODY.with(early.votes().spans()),
                            outcome);
            case Overdue overdue -> gatherer.unknown(txn, overdue);
            case Telling _ -> {}
        }
    }

    /// Time has passed.
    public List<Effect> tick() {
        for (Optional<TxnId> due = desk.takeDue(); due.isPresent(); due = desk.takeDue()) {
            TxnId txn = due.get();
            switch (desk.entry(txn).orElseThrow()) {
                case Early _ -> desk.remove(txn);
                case Gathering gathering -> gatherer.due(txn, gathering);
                case Overdue overdue -> gatherer.unknown(txn, overdue);
                case Telling telling -> teller.again(txn, telling);
                case Deciding _ -> throw new IllegalStateException("a proposal has no alarm");
            }
        }
        teller.tick();
        return desk.done();
    }

    /// The leader stops: whoever waits learns what can be said. The machine is used no more.
    ///
    /// @param goesOn whose locks are left to the next leader: there the commit can be asked for
    ///   again
    public List<Effect> close(Predicate<TxnId> goesOn) {
        for (TxnId txn : desk.all()) {
            switch (desk.entry(txn).orElseThrow()) {
                case Gathering gathering -> gatherer.close(txn, gathering, goesOn.test(txn));
                case Overdue overdue -> gatherer.unknown(txn, overdue);
                case Deciding deciding -> {
                    Failure why = new OutcomeUnknown(txn, Desk.LEADER_CHANGED);
                    deciding.audience().clients().forEach(client -> desk.fail(client, why));
                }
                case Early _, Telling _ -> {}
            }
            desk.remove(txn);
        }
        return desk.done();
    }

    /// Whether a commit of this transaction was asked for here and is undecided: then only its
    /// outcome ends its locks.
    public boolean decides(TxnId txn) {
        return isUndecided(txn)
                || desk.entry(txn).map(entry -> entry instanceof Overdue).orElse(false);
    }

    private boolean isUndecided(TxnId txn) {
        return desk.entry(txn)
                .map(entry -> entry instanceof Gathering || entry instanceof Deciding)
                .orElse(false);
    }

    private Optional<Pending> entry(TxnId txn, Key anchor) {
        return desk.entry(txn).filter(entry -> entry.anchor().equals(anchor));
    }

    /// Whether the id is in use, perhaps with another anchor: nonsense that must not mix.
    private boolean isTaken(TxnId txn) {
        return desk.entry(txn).isPresent();
    }

    /// All that it knows, for comparing.
    public Object image() {
        return List.of(desk.image(), teller.horizonDue());
    }

    /// All that it knows, for people.
    @Override
    public String toString() {
        return desk + " " + teller.horizonDue();
    }
}
