package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.Request.Participant;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Desk.Aborting;
import dev.isochron.txn.Pending.Again;
import dev.isochron.txn.Pending.Audience;
import dev.isochron.txn.Pending.Client;
import dev.isochron.txn.Pending.Deciding;
import dev.isochron.txn.Pending.Gathering;
import dev.isochron.txn.Pending.Overdue;
import dev.isochron.txn.record.TxnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A coordinator's way from a commit request to the record that decides.
final class Gatherer {

    /// Where a client gets told that nobody knows any more.
    static final String TOO_OLD =
            "outcomes are kept for a while only, and the transaction is older";

    private final Desk desk;

    Gatherer(Desk desk) {
        this.desk = desk;
    }

    /// A commit that is not in memory yet, but for early votes.
    void begin(Client client, Request.Commit request, Votes votes) {
        TxnId txn = request.attempt().id();
        Optional<Failure> objection = objection(request);
        if (objection.isPresent()) {
            desk.fail(client, objection.get());
            return;
        }
        Timestamp deadline = desk.after(desk.settings.patience().gatherNanos());
        Audience audience =
                Audience.NOBODY
                        .with(client)
                        .with(request.others().stream().map(Participant::span).toList());
        Pending entry =
                refusesForAge(txn)
                        ? new Overdue(request, Audience.NOBODY.with(client), deadline)
                        : new Gathering(
                                request,
                                audience,
                                false,
                                votes,
                                Optional.empty(),
                                deadline,
                                deadline);
        desk.put(txn, entry);
        desk.effect(new Effect.Secure(Role.COORDINATOR, request.attempt(), request.share()));
    }

    /// Why a commit is refused before anything is done.
    private Optional<Failure> objection(Request.Commit request) {
        TxnId txn = request.attempt().id();
        Interval now = desk.lease.now();
        if (request.others().size() > Coordinator.MAX_OTHERS) {
            return Optional.of(
                    new BadInput.LargeTransaction(
                            "other shards", request.others().size(), Coordinator.MAX_OTHERS));
        }
        if (request.others().stream().anyMatch(other -> other.span().contains(request.anchor()))) {
            return Optional.of(
                    new BadInput.MalformedRequest(
                            "the anchor of " + txn + " is among the keys of another shard"));
        }
        if (sharesOverlap(request)) {
            return Optional.of(
                    new BadInput.MalformedRequest(
                            "two shares of " + txn + " have a key in common"));
        }
        if (!desk.settings.limit().admits(request.met(), now)) {
            return Optional.of(
                    new BadInput.FutureTimestamp(
                            request.met(),
                            now.latest(),
                            Duration.ofNanos(desk.settings.limit().nanos())));
        }
        if (refusesForAge(txn) && request.share().tenure().isEmpty()) {
            return Optional.of(new OutcomeUnknown(txn, TOO_OLD, true));
        }
        if (!desk.hasRoom(Coordinator.MAX_PENDING)) {
            return Optional.of(new Unavailable.Overloaded("the transactions of a coordinator"));
        }
        return Optional.empty();
    }

    /// Votes are counted by their keys: one of two that overlap would stand for both (T8).
    private static boolean sharesOverlap(Request.Commit request) {
        List<Span> spans = new ArrayList<>();
        spans.add(request.share().span());
        request.others().forEach(other -> spans.add(other.span()));
        spans.sort(null);
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i - 1).overlaps(spans.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean refusesForAge(TxnId txn) {
        return desk.state.bornTooEarly(txn) && desk.keeps(Rule.REFUSE_COMMIT_BELOW_HORIZON);
    }

    void secured(TxnId txn, Gathering gathering, Secured how) {
        Share share = gathering.request().share();
        boolean live = share.tenure().isEmpty() || share.tenure().get().equals(how.live());
        if (!live && desk.keeps(Rule.LIVE_TENURE)) {
            neverDone(
                    txn, gathering, new Aborted.LocksLost(desk.home.shard(), share.tenure().get()));
        } else if (refusesForAge(txn)) {
            // The horizon passed it only now, so it was not done before.
            neverDone(txn, gathering, new Aborted.BornTooEarly(txn, desk.state.horizon()));
        } else {
            decide(txn, gathering.locked());
        }
    }

    /// The locks of one that is too old were looked for.
    void secured(TxnId txn, Overdue overdue, Secured how) {
        if (overdue.request().share().tenure().equals(Optional.of(how.live()))) {
            Failure why = new Aborted.BornTooEarly(txn, desk.state.horizon());
            end(txn, overdue, why);
        } else {
            unknown(txn, overdue);
        }
    }

    /// Nobody can say any more whether it was done.
    void unknown(TxnId txn, Overdue overdue) {
        end(txn, overdue, new OutcomeUnknown(txn, TOO_OLD, true));
    }

    private void end(TxnId txn, Overdue overdue, Failure why) {
        desk.remove(txn);
        desk.effect(new Effect.Release(txn, overdue.request().share().span()));
        overdue.audience().clients().forEach(client -> desk.fail(client, why));
    }

    /// The own share was refused.
    void refused(TxnId txn, Gathering gathering, Failure why) {
        if (gathering.request().share().tenure().isPresent()) {
            neverDone(txn, gathering, why);
        } else {
            desk.abort(txn, gathering, Aborting.because(why));
        }
    }

    /// Ends a commit without a record. Right only where no copy of the request can ever be done by
    /// this leader or another: it quotes a tenure that is over, or it was born below the horizon. A
    /// commit that quotes none could be done later from a delayed copy, at another leader.
    private void neverDone(TxnId txn, Gathering gathering, Failure why) {
        desk.remove(txn);
        desk.effect(new Effect.Release(txn, gathering.request().share().span()));
        desk.tell(txn, gathering.anchor(), gathering.audience(), new Outcome.Undone(why));
    }

    void yes(TxnId txn, Gathering gathering, Vote vote) {
        decide(txn, gathering.with(vote));
    }

    /// Decides if everything needed is there, or else remembers what is.
    void decide(TxnId txn, Gathering gathering) {
        Optional<Failure> no = gathering.votes().no();
        if (no.isPresent()) {
            desk.abort(txn, gathering, Aborting.because(no.get()));
            return;
        }
        boolean covered = gathering.missing().isEmpty() || !desk.keeps(Rule.COVER_ALL_SPANS);
        if (!gathering.secured() || !covered) {
            desk.put(txn, gathering);
            return;
        }
        Timestamp least = least(gathering);
        Optional<Timestamp> given =
                desk.keeps(Rule.GIVE_WHEN_DECIDING) ? desk.lease.give(least) : Optional.of(least);
        if (given.isEmpty()) {
            Timestamp soon = desk.after(desk.settings.patience().resendNanos());
            desk.put(txn, gathering.dueAt(Timestamp.min(soon, gathering.deadline())));
            return;
        }
        Timestamp last = gathering.request().bound();
        if (given.get().isAfter(last) && desk.keeps(Rule.WITHIN_THE_CLIENTS_BOUND)) {
            Span own = gathering.request().share().span();
            Failure why = new Aborted.BoundMissed(own, given.get(), last);
            desk.abort(txn, gathering, Aborting.because(why));
            return;
        }
        List<Vote> missed = gathering.votes().boundBelow(given.get());
        if (missed.isEmpty() || !desk.keeps(Rule.WITHIN_BOUNDS)) {
            commit(txn, gathering, given.get());
        } else {
            miss(txn, gathering, given.get(), missed);
        }
    }

    /// T7: above every version that it read, here or elsewhere.
    private Timestamp least(Gathering gathering) {
        Timestamp met = gathering.request().met().next();
        return desk.keeps(Rule.ABOVE_FLOORS) ? Timestamp.max(met, gathering.votes().floor()) : met;
    }

    private void commit(TxnId txn, Gathering gathering, Timestamp s) {
        Request.Commit request = gathering.request();
        TxnRecord record =
                new TxnRecord.Committed(
                        txn, request.anchor(), s, request.share().writes(), gathering.written());
        desk.propose(
                txn,
                new Deciding(
                        record,
                        request.anchor(),
                        gathering.audience(),
                        Optional.of(request.share().span())));
        if (!desk.keeps(Rule.LOG_COMMIT_BEFORE_TELLING)) {
            desk.tell(txn, request.anchor(), gathering.audience(), new Outcome.Committed(s));
        }
    }

    /// Asks for longer bounds, once; then the transaction ends (attack 33).
    private void miss(TxnId txn, Gathering gathering, Timestamp s, List<Vote> missed) {
        boolean answered = gathering.again().map(again -> again.awaited().isEmpty()).orElse(false);
        if (gathering.again().isPresent() && !answered) {
            desk.put(txn, gathering);
        } else if (answered && desk.keeps(Rule.END_WHEN_BOUND_MISSED)) {
            Vote first = missed.getFirst();
            Failure why = new Aborted.BoundMissed(first.span(), s, first.bound());
            desk.abort(txn, gathering, Aborting.because(why));
        } else {
            List<Span> asked = missed.stream().map(Vote::span).toList();
            for (Span span : asked) {
                desk.send(new Parley.VoteAgain(txn, gathering.anchor(), span, s));
            }
            Timestamp end = desk.after(desk.settings.vote().boundNanos());
            desk.put(txn, gathering.asking(new Again(s, asked), end));
        }
    }

    /// Its time has come: too late, or a try that had to wait for the lease.
    void due(TxnId txn, Gathering gathering) {
        if (!desk.lease.now().surelyAfter(gathering.deadline())) {
            decide(txn, gathering);
        } else if (desk.keeps(Rule.END_WITHOUT_VOTES)) {
            desk.abort(txn, gathering, Aborting.because(lateness(gathering)));
        }
    }

    private Failure lateness(Gathering gathering) {
        Duration waited = Duration.ofNanos(desk.settings.patience().gatherNanos());
        if (!gathering.secured()) {
            return new Aborted.VoteMissing(gathering.request().share().span(), waited);
        }
        List<Span> missing = gathering.missing();
        if (!missing.isEmpty()) {
            return new Aborted.VoteMissing(missing.getFirst(), waited);
        }
        Timestamp needed = Timestamp.max(least(gathering), desk.lease.now().latest());
        return gathering.votes().boundBelow(needed).stream()
                .findFirst()
                .map(vote -> new Aborted.BoundMissed(vote.span(), needed, vote.bound()))
                .orElseGet(() ->
                        new Aborted.BoundMissed(
                                gathering.request().share().span(), needed, desk.lease.end()));
    }

    /// The leader stops. What was not proposed and quotes a tenure dies with the tenure, unless
    /// that goes on under the next leader.
    void close(TxnId txn, Gathering gathering, boolean goesOn) {
        Failure why =
                gathering
                        .request()
                        .share()
                        .tenure()
                        .filter(_ -> !goesOn)
                        .<Failure>map(tenure -> new Aborted.LocksLost(desk.home.shard(), tenure))
                        .orElseGet(() -> new OutcomeUnknown(txn, Desk.LEADER_CHANGED));
        gathering.audience().clients().forEach(client -> desk.fail(client, why));
    }
}
