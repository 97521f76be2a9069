package dev.isochron.client.route;

import dev.isochron.client.port.Delivery;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One request to the shard that has some keys, until it has an answer.
///
/// It is sent to one node after the other: to whom the last one named, or the next replica. Owned
/// by one session; stepped by [Errands].
public final class Errand {

    /// How often a hint is followed at once; beyond that two nodes point at each other.
    private static final int MAX_HOPS = 3;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Router router;
    private final Order order;
    private final Deadline deadline;
    private final List<String> tried = new ArrayList<>();
    private ShardEntry entry;
    private @Nullable CompletableFuture<Delivery> underWay;
    private @Nullable Ending ending;
    private long notBeforeNanos;
    private int tries;
    private int hops;
    private final int start;
    private boolean wasSent;
    private boolean mayHaveArrived;
    private String problem = "nothing was tried yet";
    private @Nullable Failure lastFailure;

    /// What is wanted.
    ///
    /// @param keys which one shard must have
    /// @param target who may answer
    /// @param perTry how long one node may take
    /// @param request the same for every try, but for its route
    public record Order(
            Span keys, Target target, Duration perTry, Function<Route, Request> request) {}

    public enum Target {
        LEADER,
        ANY
    }

    /// How it ended.
    public sealed interface Ending {

        /// Somebody answered.
        ///
        /// @param now surely past on the node that answered
        record Answered(Reply reply, Timestamp now) implements Ending {}

        /// The keys are not in one shard any more; the shard that was asked did nothing.
        record Moved() implements Ending {}

        record GaveUp(Failure why) implements Ending {}
    }

    Errand(Router router, Order order, ShardEntry entry, Deadline deadline) {
        this.router = router;
        this.order = order;
        this.entry = entry;
        this.deadline = deadline;
        this.notBeforeNanos = router.sessions().nanos();
        this.start = (int) router.chance().below(entry.replicas().size());
    }

    public Order order() {
        return order;
    }

    /// The shard as it was known when it was asked last.
    public ShardEntry entry() {
        return entry;
    }

    public boolean isOver() {
        return ending != null;
    }

    /// How it ended.
    ///
    /// @throws IllegalStateException while it is under way
    public Ending ending() {
        if (ending == null) {
            throw new IllegalStateException("this request is still under way");
        }
        return ending;
    }

    /// Whether a try may have arrived, and may still, without an answer that was heard.
    public boolean mayHaveArrived() {
        return mayHaveArrived || (underWay != null && !isOver());
    }

    Optional<CompletableFuture<Delivery>> underWay() {
        return Optional.ofNullable(underWay);
    }

    /// When to look again, if nothing comes before.
    long wakeNanos() {
        boolean pausing = underWay == null && notBeforeNanos - deadline.untilNanos() < 0;
        return pausing ? notBeforeNanos : deadline.untilNanos();
    }

    /// Goes on as far as can be without waiting.
    void step() {
        while (ending == null && stepOnce()) {
            // Each step may make the next possible.
        }
    }

    private boolean stepOnce() {
        CompletableFuture<Delivery> current = underWay;
        if (current != null && current.isDone()) {
            underWay = null;
            take(current);
            return true;
        }
        if (deadline.isPast()) {
            mayHaveArrived = mayHaveArrived || current != null;
            ending = new Ending.GaveUp(whyGivenUp());
            return false;
        }
        if (current == null && router.sessions().nanos() - notBeforeNanos >= 0) {
            send();
            return true;
        }
        return false;
    }

    private void send() {
        String address = router.address(entry, order.target(), start, tries);
        tries++;
        if (!tried.contains(address)) {
            tried.add(address);
        }
        Request request = order.request().apply(entry.route());
        underWay = router.send(address, request, deadline.left(order.perTry()));
    }

    private void take(CompletableFuture<Delivery> done) {
        Delivery delivery =
                done.isCompletedExceptionally()
                        ? new Delivery.Lost("the transport failed")
                        : done.join();
        switch (delivery) {
            case Delivery.Answered(Reply reply, Timestamp now) -> {
                wasSent = true;
                router.heard(now);
                answered(reply, now);
            }
            case Delivery.NotSent(String why) -> failed(why);
            case Delivery.Lost(String why) -> {
                wasSent = true;
                mayHaveArrived = true;
                failed(why);
            }
        }
    }

    private void failed(String why) {
        problem = why;
        router.cache().leads(entry.route(), Optional.empty());
        pause();
        if (tries % entry.replicas().size() == 0) {
            router.wishForMap();
        }
        refollow();
    }

    private void answered(Reply reply, Timestamp now) {
        if (!(reply instanceof Reply.Failed(Failure failure))) {
            ending = new Ending.Answered(reply, now);
            return;
        }
        switch (failure) {
            case Misrouted.WrongShard wrong -> {
                router.cache().learn(wrong.current());
                lastFailure = wrong;
                hop();
                refollow();
            }
            case Misrouted.NotLeader not -> {
                router.cache().leads(entry.route(), not.leader());
                lastFailure = not;
                if (not.leader().isPresent()) {
                    hop();
                } else {
                    pause();
                }
                refollow();
            }
            case OutcomeUnknown unknown -> {
                mayHaveArrived = true;
                problem = unknown.reason();
                pause();
            }
            case Unavailable.Overloaded _, Unavailable.ClockUnusable _ -> {
                lastFailure = failure;
                pause();
            }
            case Unavailable.DamagedRow _ when otherReplicaCanHelp() -> lastFailure = failure;
            default -> ending = new Ending.Answered(reply, now);
        }
    }

    private boolean otherReplicaCanHelp() {
        return order.target() == Target.ANY && tries < entry.replicas().size();
    }

    private void hop() {
        hops++;
        if (hops > MAX_HOPS) {
            hops = 0;
            router.wishForMap();
            pause();
        }
    }

    private void pause() {
        notBeforeNanos =
                router.sessions().nanos()
                        + Backoff.nanos(
                                FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS, tries, router.chance());
    }

    /// Looks again who has the keys.
    private void refollow() {
        router.cache()
                .at(order.keys().from())
                .ifPresent(current -> {
                    if (!current.span().contains(order.keys())) {
                        ending = new Ending.Moved();
                    } else {
                        entry = current;
                    }
                });
    }

    private Failure whyGivenUp() {
        if (!wasSent && !mayHaveArrived) {
            return new Unavailable.Unreachable(tried, problem);
        }
        if (lastFailure instanceof Unavailable unavailable) {
            return unavailable;
        }
        return new Unavailable.DeadlineExceeded(
                deadline.whole(), "an answer of " + entry.route().shard() + "; " + problem);
    }
}
