package dev.isochron.client.txn;

import dev.isochron.client.route.Errand;
import dev.isochron.client.route.Errands;
import dev.isochron.client.route.Router;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The end of an attempt that only read: each shard vouches that what it read was still locked, or
/// unchanged, at one common moment. Nothing is logged and nobody coordinates.
final class Ballots {

    /// How often the shards are asked again because their promises did not overlap.
    private static final int MAX_ROUNDS = 2;

    /// Between two questions whether the newest version that was met is past.
    private static final long PAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Run run;
    private final Router router;

    Ballots(Run run) {
        this.run = run;
        this.router = run.router();
    }

    /// Collects the votes.
    ///
    /// @return the newest version that it met, surely past (T3)
    /// @throws dev.isochron.client.error.IsochronException if one is "no", or they do not overlap
    /// @throws InterruptedException if it was called off
    Timestamp collect(Plan plan) throws InterruptedException {
        for (int round = 1; ; round++) {
            List<Vote> votes = ask(plan.parts());
            Timestamp moment = moment(votes);
            if (moment.isAfter(run.bound())) {
                Span first = votes.getFirst().span();
                throw run.doomed(new Aborted.BoundMissed(first, moment, run.bound()));
            }
            Optional<Aborted> missed = missed(votes, moment);
            if (missed.isEmpty()) {
                run.readAt(moment);
                awaitPast(plan);
                return run.met();
            }
            if (round == MAX_ROUNDS) {
                throw run.doomed(missed.get());
            }
        }
    }

    /// The first moment that none of them excludes from below.
    private Timestamp moment(List<Vote> votes) {
        Timestamp needed = run.met();
        for (Vote vote : votes) {
            needed = Timestamp.max(needed, vote.floor());
        }
        return needed;
    }

    private static Optional<Aborted> missed(List<Vote> votes, Timestamp needed) {
        for (Vote vote : votes) {
            if (needed.isAfter(vote.bound())) {
                return Optional.of(new Aborted.BoundMissed(vote.span(), needed, vote.bound()));
            }
        }
        return Optional.empty();
    }

    private List<Vote> ask(Collection<Plan.Part> parts) throws InterruptedException {
        List<Plan.Part> todo = new ArrayList<>(parts);
        List<Vote> votes = new ArrayList<>();
        while (!todo.isEmpty()) {
            List<Errand> errands = todo.stream().map(this::errand).toList();
            Errands.finish(errands, router.sessions());
            List<Plan.Part> moved = new ArrayList<>();
            for (int i = 0; i < errands.size(); i++) {
                switch (errands.get(i).ending()) {
                    case Errand.Ending.Answered(Reply.Voted(Vote vote), _) -> votes.add(vote);
                    case Errand.Ending.Answered(Reply.Failed(Failure why), _) ->
                            throw run.doomed(why);
                    case Errand.Ending.Answered(Reply other, _) ->
                            throw new IllegalStateException("no vote: " + other);
                    case Errand.Ending.GaveUp(Failure why) -> throw run.doomed(why);
                    case Errand.Ending.Moved _ ->
                            moved.addAll(Plan.of(todo.get(i).share(), run).parts());
                }
            }
            todo = moved;
        }
        return votes;
    }

    private Errand errand(Plan.Part part) {
        run.asks(part.entry);
        Errand.Order order =
                new Errand.Order(
                        part.share().span(),
                        Errand.Target.LEADER,
                        router.settings().perTry(),
                        route ->
                                new Request.Prepare(
                                        route, run.attempt(), Optional.empty(), part.share()));
        return router.errand(order, part.entry, run.deadline());
    }

    /// Asks on until some node's time is surely beyond what was met.
    private void awaitPast(Plan plan) throws InterruptedException {
        while (run.met().isAfter(router.surelyPast())) {
            router.sessions()
                    .await(new CompletableFuture<>(), router.sessions().nanos() + PAST_PAUSE_NANOS);
            ask(plan.parts());
        }
    }
}
