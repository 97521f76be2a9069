package dev.isochron.client.txn;

import dev.isochron.client.error.TransactionRef;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Errand;
import dev.isochron.client.route.Errands;
import dev.isochron.client.route.Router;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.List;
import java.util.Optional;

/// What became of transactions.
public final class Outcomes {

    private Outcomes() {}

    /// Asks whoever coordinates a transaction now. If nothing was decided yet, that decides it: it
    /// is undone.
    ///
    /// @return empty if nobody told in time
    /// @throws InterruptedException if the session is called off
    public static Optional<Outcome> ask(Router router, TransactionRef ref, Deadline deadline)
            throws InterruptedException {
        while (true) {
            ShardEntry entry = router.at(ref.anchor(), deadline);
            Errand.Order order =
                    new Errand.Order(
                            Span.point(ref.anchor()),
                            Errand.Target.LEADER,
                            router.settings().perTry(),
                            route -> new Request.AskOutcome(route, ref.anchor(), ref.id()));
            Errand errand = router.errand(order, entry, deadline);
            Errands.finish(List.of(errand), router.sessions());
            switch (errand.ending()) {
                case Errand.Ending.Answered(Reply.Told(Outcome outcome), _) -> {
                    return Optional.of(outcome);
                }
                case Errand.Ending.Moved _ -> {
                    // Once more, as the map knows better now.
                }
                case Errand.Ending.Answered _, Errand.Ending.GaveUp _ -> {
                    return Optional.empty();
                }
            }
        }
    }
}
