package dev.isochron.client.txn;

import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.route.Errand;
import dev.isochron.client.route.Errands;
import dev.isochron.client.route.Router;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The commit of an attempt that writes.
///
/// Prepare goes to every other shard and Commit to the coordinator, all at once; only the
/// coordinator's answer counts. While it is unknown everything is sent again under the same id. An
/// answer other than "committed" is believed only if no earlier sending may still arrive; else the
/// coordinator is asked for the outcome, which it writes down before it tells.
final class TwoPhase {

    private final Run run;
    private final Router router;
    private final Key anchor;
    private final List<Vote> votes = new ArrayList<>();
    private final List<Request.Participant> others = new ArrayList<>();
    private Share own;
    private Errand commit;
    private boolean mayHaveArrived;
    private @Nullable Failure refusal;

    /// A share that another shard was asked to vouch for.
    private record Vote(Errand errand, Share share) {}

    TwoPhase(Run run, Plan plan) {
        this.run = run;
        this.router = run.router();
        Plan.Part coordinator = plan.heaviest().orElseThrow();
        this.own = coordinator.share();
        this.anchor = own.writes().getFirst().key();
        for (Plan.Part part : plan.parts()) {
            if (part != coordinator) {
                ask(part);
            }
        }
        this.commit = commitTo(coordinator.entry);
    }

    private void ask(Plan.Part part) {
        Share share = part.share();
        others.add(new Request.Participant(share.span(), part.isWritten()));
        votes.add(prepare(part.entry, share));
    }

    private Vote prepare(ShardEntry entry, Share share) {
        run.asks(entry);
        Errand.Order order =
                new Errand.Order(
                        share.span(),
                        Errand.Target.LEADER,
                        router.settings().perLockedTry(),
                        route ->
                                new Request.Prepare(
                                        route, run.attempt(), Optional.of(anchor), share));
        return new Vote(router.errand(order, entry, run.deadline()), share);
    }

    private Errand commitTo(ShardEntry entry) {
        run.asks(entry);
        Share share = own;
        List<Request.Participant> participants = List.copyOf(others);
        Timestamp met = run.met();
        Timestamp bound = run.bound();
        Errand.Order order =
                new Errand.Order(
                        share.span(),
                        Errand.Target.LEADER,
                        router.settings().perTry(),
                        route ->
                                new Request.Commit(
                                        route,
                                        run.attempt(),
                                        anchor,
                                        share,
                                        participants,
                                        met,
                                        bound));
        return router.errand(order, entry, run.deadline());
    }

    /// Sends what a commit sends first, and waits for nothing.
    void send() {
        underWay().forEach(Errand::step);
    }

    /// Commits.
    ///
    /// @return the timestamp
    /// @throws dev.isochron.client.error.IsochronException if it is undone, or its outcome unknown
    /// @throws InterruptedException if it was called off while it surely was not done
    Timestamp commit() throws InterruptedException {
        try {
            while (true) {
                Errands.finish(underWay(), this::somethingToDo, router.sessions());
                recut();
                if (commit.isOver() && !isMoved(commit)) {
                    return conclude();
                }
            }
        } catch (InterruptedException e) {
            if (mayHaveArrived()) {
                Thread.currentThread().interrupt();
                throw unknown("its caller called it off");
            }
            throw e;
        }
    }

    private List<Errand> underWay() {
        List<Errand> all = new ArrayList<>();
        votes.forEach(vote -> all.add(vote.errand));
        all.add(commit);
        return all;
    }

    private boolean somethingToDo() {
        return commit.isOver() || votes.stream().anyMatch(vote -> isMoved(vote.errand));
    }

    private static boolean isMoved(Errand errand) {
        return errand.isOver() && errand.ending() instanceof Errand.Ending.Moved;
    }

    private boolean mayHaveArrived() {
        return mayHaveArrived || commit.mayHaveArrived();
    }

    /// Cuts what a shard gave back because it changed, and nothing else.
    private void recut() throws InterruptedException {
        for (Vote vote : List.copyOf(votes)) {
            if (isMoved(vote.errand)) {
                votes.remove(vote);
                for (Plan.Part part : Plan.of(vote.share, run).parts()) {
                    votes.add(prepare(part.entry, part.share()));
                }
            } else if (vote.errand.isOver()) {
                hear(vote.errand);
            }
        }
        if (isMoved(commit)) {
            mayHaveArrived = mayHaveArrived || commit.mayHaveArrived();
            recutOwn();
        }
    }

    private void recutOwn() throws InterruptedException {
        ShardEntry coordinator = null;
        for (Plan.Part part : Plan.of(own, run).parts()) {
            if (part.has(anchor)) {
                own = part.share();
                coordinator = part.entry;
            } else {
                ask(part);
            }
        }
        commit = commitTo(Objects.requireNonNull(coordinator, "nobody has the anchor"));
    }

    /// Why a vote was "no": the coordinator may know less of it.
    private void hear(Errand vote) {
        if (refusal == null
                && vote.ending() instanceof Errand.Ending.Answered(Reply reply, _)
                && reply instanceof Reply.Failed(Failure why)) {
            refusal = why;
        }
    }

    private Timestamp conclude() throws InterruptedException {
        return switch (commit.ending()) {
            case Errand.Ending.Answered(Reply.Committed(Timestamp at, var waited), _) -> {
                run.commitWaited(waited);
                yield at;
            }
            case Errand.Ending.Answered(Reply.Failed(Failure why), _) -> {
                if (mayHaveArrived()) {
                    yield inquire();
                }
                throw run.doomed(moreTelling(why));
            }
            case Errand.Ending.Answered(Reply other, _) ->
                    throw new IllegalStateException("no answer to a commit: " + other);
            case Errand.Ending.GaveUp(OutcomeUnknown why) ->
                    throw new OutcomeUnknownException(reference(), why);
            case Errand.Ending.GaveUp(Failure why) -> {
                if (mayHaveArrived()) {
                    throw unknown(why.explanation().where());
                }
                throw run.doomed(why);
            }
            case Errand.Ending.Moved _ -> throw new IllegalStateException("it was cut anew");
        };
    }

    private Failure moreTelling(Failure why) {
        Failure vote = refusal;
        return why instanceof Aborted && vote instanceof BadInput ? vote : why;
    }

    /// Asks what became of it, which decides it if nothing had.
    private Timestamp inquire() throws InterruptedException {
        Optional<Outcome> outcome = Outcomes.ask(router, reference(), run.deadline());
        return switch (outcome.orElse(null)) {
            case null -> throw unknown("nobody could tell its outcome in time");
            case Outcome.Committed(Timestamp at) -> at;
            case Outcome.Undone(Failure why) -> throw run.doomed(moreTelling(why));
        };
    }

    private TransactionRef reference() {
        return new TransactionRef(run.id(), anchor);
    }

    private OutcomeUnknownException unknown(String reason) {
        return new OutcomeUnknownException(reference(), reason);
    }
}
