package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.txn.Holding.InDoubt;
import dev.isochron.txn.Holding.Preparing;
import dev.isochron.txn.Holding.Reading;
import dev.isochron.txn.Holding.Resolving;
import dev.isochron.txn.Holding.Securing;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Votes for the shares of all transactions at this shard whose anchor is elsewhere, and resolves
/// them; one for each tenure of a leader.
public final class Participant {

    /// Most shares in memory at once; beyond, prepares are refused. An entry is mostly a few
    /// hundred bytes beside its writes.
    public static final int MAX_SHARES = 10_000;

    private final Booth booth;
    private final Voter voter;

    /// For a leader that has applied all it found, and holds its lease.
    public Participant(
            Home home, TxnState state, Lease lease, TxnSettings settings, Set<Rule> rules) {
        this(new Booth(home, state, lease, settings, rules));
    }

    private Participant(Booth booth) {
        this.booth = booth;
        this.voter = new Voter(booth);
    }

    /// A twin over other ports, for exploring small worlds.
    public Participant copy(TxnState state, Lease lease) {
        return new Participant(booth.copy(state, lease));
    }

    /// The first step: what earlier tenures prepared is locked again, and asked about in time.
    public List<Effect> start() {
        for (TxnRecord.Prepared record : booth.state.inDoubt()) {
            booth.effect(new Effect.Hold(record));
            booth.put(new ShareId(record.txn(), record.span()), voter.doubt(record, false));
        }
        return booth.done();
    }

    /// A client asks for a vote.
    public List<Effect> prepare(Caller caller, Request.Prepare request) {
        ShareId id = new ShareId(request.attempt().id(), request.share().span());
        Optional<Outcome> settled = booth.state.settled(id.txn(), id.span());
        if (settled.isPresent() && booth.keeps(Rule.SETTLED_STAYS_SETTLED)) {
            booth.tell(List.of(caller), settled.get());
            return booth.done();
        }
        Optional<Holding> entry = booth.entry(id);
        if (entry.isPresent()) {
            join(id, entry.get(), caller);
        } else {
            begin(id, caller, request);
        }
        return booth.done();
    }

    private void join(ShareId id, Holding entry, Caller caller) {
        switch (entry) {
            case Securing(var request, var callers, var secured, var due) -> {
                if (admits(callers, caller)) {
                    List<Caller> all = Holding.with(callers, caller);
                    booth.put(id, new Securing(request, all, secured, due));
                }
            }
            case Preparing(var record, var callers) -> {
                if (admits(callers, caller)) {
                    booth.put(id, new Preparing(record, Holding.with(callers, caller)));
                }
            }
            case Reading reading -> repeat(id, reading.anchor(), reading.vote(), caller);
            case InDoubt doubt ->
                    repeat(id, Optional.of(doubt.record().anchor()), doubt.vote(), caller);
            case Resolving resolving -> booth.tell(List.of(caller), resolving.outcome());
        }
    }

    private boolean admits(List<Caller> callers, Caller caller) {
        boolean room = callers.size() < Holding.MAX_CALLERS;
        if (!room) {
            Failure why = new Unavailable.Overloaded("the requests that wait for one vote");
            booth.answer(List.of(caller), new Reply.Failed(why));
        }
        return room;
    }

    private void repeat(ShareId id, Optional<Key> anchor, Vote vote, Caller caller) {
        voter.yes(id, anchor, vote);
        booth.answer(List.of(caller), new Reply.Voted(vote));
    }

    private void begin(ShareId id, Caller caller, Request.Prepare request) {
        Optional<Key> anchor = request.anchor();
        if (anchor.isPresent() && id.span().contains(anchor.get())) {
            Failure why =
                    new BadInput.MalformedRequest(
                            "the anchor of " + id.txn() + " is among the keys of another shard");
            booth.answer(List.of(caller), new Reply.Failed(why));
        } else if (booth.state.bornTooEarly(id.txn())
                && booth.keeps(Rule.REFUSE_PREPARE_BELOW_HORIZON)) {
            Failure why = new Aborted.BornTooEarly(id.txn(), booth.state.horizon());
            booth.answer(List.of(caller), new Reply.Failed(why));
            anchor.ifPresent(key -> booth.send(new Parley.No(id.txn(), key, id.span(), why)));
        } else if (booth.isFull()) {
            Failure why = new Unavailable.Overloaded("the votes of a shard");
            booth.answer(List.of(caller), new Reply.Failed(why));
        } else {
            booth.put(
                    id, new Securing(request, List.of(caller), Optional.empty(), Optional.empty()));
            booth.effect(new Effect.Secure(Role.PARTICIPANT, request.attempt(), request.share()));
        }
    }

    /// The answer to [Effect.Secure].
    public List<Effect> secured(TxnId txn, Span span, Secured how) {
        ShareId id = new ShareId(txn, span);
        if (booth.entry(id).orElse(null) instanceof Securing securing) {
            voter.secured(id, securing, how);
        }
        return booth.done();
    }

    /// The answer to [Effect.Secure], if the share cannot be vouched for.
    public List<Effect> refused(TxnId txn, Span span, Failure why) {
        ShareId id = new ShareId(txn, span);
        if (booth.entry(id).orElse(null) instanceof Securing securing) {
            voter.refuse(id, securing, why);
        }
        return booth.done();
    }

    /// A message to a voter; those to the owner of an anchor are not for this machine.
    public List<Effect> receive(Parley message) {
        switch (message) {
            case Parley.Decided decided -> decided(decided);
            case Parley.VoteAgain again -> voter.again(again);
            case Parley.Yes _, Parley.No _, Parley.Logged _, Parley.Inquiry _, Parley.Wound _ -> {}
        }
        return booth.done();
    }

    private void decided(Parley.Decided decided) {
        if (decided.outcome() instanceof Outcome.Committed(Timestamp at)) {
            if (!booth.settings.limit().admits(at, booth.lease.now())) {
                return;
            }
            publish(at);
        }
        List<ShareId> meant =
                booth.of(decided.txn()).stream()
                        .filter(id -> id.span().overlaps(decided.span()))
                        .toList();
        for (ShareId id : meant) {
            resolve(id, booth.entry(id).orElseThrow(), decided.outcome());
        }
        if (meant.isEmpty() && decided.outcome() instanceof Outcome.Committed) {
            logged(decided);
        }
    }

    /// T7: whoever is told an outcome gives out nothing up to it afterwards.
    private void publish(Timestamp at) {
        if (booth.keeps(Rule.PUBLISH_WHAT_IS_TOLD)) {
            booth.lease.publish(at);
            Invariant.T7.require(
                    !booth.lease.lastGiven().isBefore(at),
                    "the leader was told " + at + " and may give out less");
        }
    }

    /// Nothing here waits for it: it was only read, or it is in the log already.
    private void logged(Parley.Decided decided) {
        decided.span()
                .intersect(booth.home.keys())
                .ifPresent(here ->
                        booth.send(new Parley.Logged(decided.txn(), decided.anchor(), here)));
    }

    private void resolve(ShareId id, Holding entry, Outcome outcome) {
        switch (entry) {
            case Securing securing -> {
                booth.tell(securing.callers(), outcome);
                booth.release(id);
            }
            case Preparing(var record, var callers) -> {
                booth.tell(callers, outcome);
                resolving(id, record, outcome);
            }
            case InDoubt doubt -> resolving(id, doubt.record(), outcome);
            case Reading reading -> {
                if (outcome instanceof Outcome.Committed(Timestamp at)) {
                    Invariant.T6.require(
                            !at.isAfter(reading.vote().bound()),
                            id.txn() + " was committed at " + at + ", beyond " + reading.vote());
                }
                booth.release(id);
            }
            case Resolving resolving ->
                    Invariant.T4.require(
                            resolving.outcome().getClass() == outcome.getClass(),
                            id + " was told " + resolving.outcome() + ", then " + outcome);
        }
    }

    private void resolving(ShareId id, TxnRecord.Prepared record, Outcome outcome) {
        booth.put(id, new Resolving(record, outcome));
        booth.effect(
                new Effect.Log(
                        new TxnRecord.Resolved(id.txn(), record.anchor(), id.span(), outcome)));
    }

    /// A chosen record was applied, whoever had proposed it.
    public List<Effect> applied(TxnRecord record, Ruling ruling) {
        switch (record) {
            case TxnRecord.Prepared prepared -> prepared(prepared, ruling);
            case TxnRecord.Resolved resolved -> resolved(resolved, ruling);
            case TxnRecord.Committed _,
                    TxnRecord.Aborted _,
                    TxnRecord.Forgotten _,
                    TxnRecord.Horizon _ -> {}
        }
        return booth.done();
    }

    private void prepared(TxnRecord.Prepared record, Ruling ruling) {
        ShareId id = new ShareId(record.txn(), record.span());
        if (!(booth.entry(id).orElse(null) instanceof Preparing preparing)) {
            return;
        }
        switch (ruling) {
            case Ruling.Entered _ -> voter.prepared(id, preparing, record, true);
            case Ruling.Repeated _ -> {
                TxnRecord.Prepared first = booth.state.inDoubt(id.txn(), id.span()).orElse(record);
                voter.prepared(id, preparing, first, false);
            }
            case Ruling.Lost(var winner) -> {
                booth.tell(preparing.callers(), winner);
                booth.release(id);
            }
            case Ruling.TooEarly(var horizon) -> {
                Failure why = new Aborted.BornTooEarly(id.txn(), horizon);
                booth.answer(preparing.callers(), new Reply.Failed(why));
                booth.send(new Parley.No(id.txn(), record.anchor(), id.span(), why));
                booth.release(id);
            }
            case Ruling.Landed _, Ruling.Ended _ ->
                    throw new IllegalStateException("a vote is no outcome");
        }
    }

    private void resolved(TxnRecord.Resolved record, Ruling ruling) {
        Invariant.T4.require(
                !(ruling instanceof Ruling.Lost),
                record + " was resolved before, and not so: " + ruling);
        if (record.outcome() instanceof Outcome.Committed(Timestamp at)) {
            publish(at);
            booth.send(new Parley.Logged(record.txn(), record.anchor(), record.span()));
        }
        ShareId id = new ShareId(record.txn(), record.span());
        if (booth.entry(id).isPresent()) {
            booth.release(id);
        }
    }

    /// The client gives the attempt up, or is silent for too long. What has voted stays, until it
    /// is told or its bound is over: also where the client collects the votes, because it may have
    /// taken this one for a success.
    public List<Effect> release(TxnId txn, Failure why) {
        for (ShareId id : booth.of(txn)) {
            switch (booth.entry(id).orElseThrow()) {
                case Securing securing -> voter.refuse(id, securing, why);
                case Preparing _, Reading _, InDoubt _, Resolving _ -> {}
            }
        }
        return booth.done();
    }

    /// A client that collected the votes itself, as its transaction wrote nothing, is done: what it
    /// read here is as it was at this timestamp, and stays so (T7).
    ///
    /// @param at at least every floor, at most every bound; beyond the bound it is ignored
    public List<Effect> finished(TxnId txn, Timestamp at) {
        for (ShareId id : booth.of(txn)) {
            if (booth.entry(id).orElseThrow() instanceof Reading reading
                    && reading.anchor().isEmpty()
                    && !at.isAfter(reading.vote().bound())) {
                publish(at);
                booth.release(id);
            }
        }
        return booth.done();
    }

    /// An older transaction wants a lock of this one, which has voted.
    public List<Effect> wound(TxnId txn, Parley.Grievance over) {
        for (ShareId id : booth.of(txn)) {
            switch (booth.entry(id).orElseThrow()) {
                case Reading reading ->
                        reading.anchor().ifPresent(anchor -> passOn(id, anchor, over));
                case InDoubt doubt -> {
                    booth.put(id, doubt.woundedFor(over));
                    passOn(id, doubt.record().anchor(), over);
                }
                case Securing _, Preparing _, Resolving _ -> {}
            }
        }
        return booth.done();
    }

    private void passOn(ShareId id, Key anchor, Parley.Grievance over) {
        booth.send(new Parley.Wound(id.txn(), anchor, id.span(), over));
    }

    /// Time has passed.
    public List<Effect> tick() {
        for (Optional<ShareId> due = booth.takeDue(); due.isPresent(); due = booth.takeDue()) {
            ShareId id = due.get();
            switch (booth.entry(id).orElseThrow()) {
                case Securing securing ->
                        voter.secured(id, securing, securing.secured().orElseThrow());
                case Reading reading -> bound(id, reading);
                case InDoubt doubt -> ask(id, doubt);
                case Preparing _, Resolving _ ->
                        throw new IllegalStateException("a proposal has no alarm");
            }
        }
        return booth.done();
    }

    /// Nothing up to the bound will be given out any more, so the locks have done their work
    /// (attack 32).
    private void bound(ShareId id, Reading reading) {
        if (booth.keeps(Rule.RELEASE_AT_BOUND)) {
            booth.lease.publish(reading.vote().bound());
            booth.release(id);
        }
    }

    /// First the vote again, which may be lost; then the question, at growing intervals.
    private void ask(ShareId id, InDoubt doubt) {
        Key anchor = doubt.record().anchor();
        TxnSettings.Patience patience = booth.settings.patience();
        boolean early = doubt.pauseNanos() < patience.inDoubtNanos();
        voter.yes(id, Optional.of(anchor), doubt.vote());
        if (!early && booth.keeps(Rule.ASK_WHEN_IN_DOUBT)) {
            booth.send(new Parley.Inquiry(id.txn(), anchor, id.span()));
            doubt.wound().ifPresent(over -> passOn(id, anchor, over));
        }
        long pause =
                early
                        ? patience.inDoubtNanos()
                        : Math.min(2 * doubt.pauseNanos(), patience.longestPauseNanos());
        booth.put(id, doubt.waiting(booth.after(pause), pause));
    }

    /// The leader stops: whoever waits learns what can be said. The machine is used no more.
    public List<Effect> close() {
        for (ShareId id : booth.all()) {
            Failure why = new OutcomeUnknown(id.txn(), "the leader of a shard that votes changed");
            switch (booth.entry(id).orElseThrow()) {
                case Securing securing -> booth.answer(securing.callers(), new Reply.Failed(why));
                case Preparing preparing ->
                        booth.answer(preparing.callers(), new Reply.Failed(why));
                case Reading _, InDoubt _, Resolving _ -> {}
            }
            booth.remove(id);
        }
        return booth.done();
    }

    /// Whether the attempt voted here: then only its outcome, or a bound, ends its locks.
    public boolean hasVoted(TxnId txn) {
        return booth.of(txn).stream()
                .anyMatch(id -> !(booth.entry(id).orElseThrow() instanceof Securing));
    }

    /// Whether a vote for it may count by itself, or is in the log: then its locks do not go on
    /// with the next leader in memory. A vote that is proposed is told nobody before it is chosen.
    public boolean isVouchedFor(TxnId txn) {
        return booth.of(txn).stream()
                .map(id -> booth.entry(id).orElseThrow())
                .anyMatch(entry ->
                        switch (entry) {
                            case Securing _, Preparing _ -> false;
                            case Reading _, InDoubt _, Resolving _ -> true;
                        });
    }

    /// The furthest bound of a vote that may still count: a resignation names it, and whoever leads
    /// next gives out nothing up to it (attack 5).
    public Optional<Timestamp> furthestBound() {
        return booth.all().stream()
                .map(id -> booth.entry(id).orElseThrow())
                .flatMap(entry -> bound(entry).stream())
                .max(Timestamp::compareTo);
    }

    private static Optional<Timestamp> bound(Holding entry) {
        return switch (entry) {
            case Securing _ -> Optional.empty();
            case Preparing preparing -> Optional.of(preparing.record().pledge().bound());
            case Reading reading -> Optional.of(reading.vote().bound());
            case InDoubt doubt -> Optional.of(doubt.vote().bound());
            case Resolving resolving -> Optional.of(resolving.record().pledge().bound());
        };
    }

    /// All that it knows, for comparing.
    public Object image() {
        return booth.image();
    }

    /// All that it knows, for people.
    @Override
    public String toString() {
        return booth.toString();
    }
}
