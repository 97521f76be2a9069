package dev.isochron.client.route;

import dev.isochron.client.port.Delivery;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request to the shard that has some keys, until it has an answer.
///
/// It is sent to one node after the other: to whom the last one named, or the next replica. Where
/// no answer comes it is sent once more while the first sending is still waited for: whoever takes
/// it twice does it once. Owned by one session; stepped by [Errands].
public final class Errand {

    /// How often a hint is followed at once; beyond that two nodes point at each other.
    private static final int MAX_HOPS = 3;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /// So much later than it could a client may find a new leader; asking costs a node little.
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// Sendings under way at once, the first included: one to whom is asked already, in case it was
    /// lost, and one to another replica, in case nobody is there any more.
    private static final int MAX_COPIES = 3;

    /// Nearly all are answered by whom they ask first.
    private static final int USUAL_TRIES = 1;

    private final Router router;
    private final Order order;
    private final Deadline deadline;
    private List<String> tried = List.of();
    private final List<Copy> underWay = new ArrayList<>(USUAL_TRIES);
    private ShardEntry entry;
    private @Nullable Ending ending;
    private long notBeforeNanos;
    private int tries;
    private int hops;
    private final int start;
    private boolean wasSent;
    private boolean mayHaveArrived;
    private String problem = "nothing was tried yet";
    private @Nullable Failure lastFailure;

    /// A sending that has no answer yet.
    private record Copy(String address, CompletableFuture<Delivery> promise) {}

    /// What is wanted.
    ///
    /// @param keys which one shard must have
    /// @param target who may answer
    /// @param perTry how long one node may take
    /// @param request the same for every try, but for its route
    public record Order(
            Supplier<Span> keys, Target target, Duration perTry, Function<Route, Request> request) {
        public Order(Span keys, Target target, Duration perTry, Function<Route, Request> request) {
            this(() -> keys, target, perTry, request);
        }
    }

    public enum Target {
        /// Whoever leads, who is one of those that vote.
        LEADER,
        /// Any replica, also one that only learns.
        ANY;

        /// Who may be asked, one after the other.
        List<Place> of(ShardEntry entry) {
            return this == LEADER ? entry.replicas() : entry.readable();
        }
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
        this.start = (int) router.chance().below(order.target().of(entry).size());
    }

    public Order order() {
        return order;
    }

    /// The shard as it was known when it was asked last.
    public ShardEntry entry() {
        return entry;
    }

    /// How often it was sent.
    int tries() {
        return tries;
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
        return mayHaveArrived || !underWay.isEmpty();
    }

    List<CompletableFuture<Delivery>> underWay() {
        return underWay.stream().map(Copy::promise).toList();
    }

    /// When to look again, if nothing comes before.
    long wakeNanos() {
        boolean sends = underWay.size() < MAX_COPIES && notBeforeNanos - deadline.untilNanos() < 0;
        return sends ? notBeforeNanos : deadline.untilNanos();
    }

    /// Goes on as far as can be without waiting.
    public void step() {
        while (ending == null && stepOnce()) {
            // Each step may make the next possible.
        }
    }

    private boolean stepOnce() {
        for (Copy copy : underWay) {
            if (copy.promise.isDone()) {
                underWay.remove(copy);
                take(copy);
                return true;
            }
        }
        if (deadline.isPast()) {
            ending = new Ending.GaveUp(whyGivenUp());
            return false;
        }
        if (underWay.size() < MAX_COPIES && router.sessions().nanos() - notBeforeNanos >= 0) {
            send();
            return true;
        }
        return false;
    }

    private void send() {
        String address =
                underWay.size() < MAX_COPIES - 1
                        ? router.address(entry, order.target(), start, tries)
                        : elsewhere();
        tries++;
        Request request = order.request().apply(entry.route());
        Duration patience = deadline.left(order.perTry());
        underWay.add(new Copy(address, router.send(address, request, patience)));
        notBeforeNanos = router.sessions().nanos() + router.settings().secondLook().toNanos();
    }

    /// A replica that does not have it yet, if there is one.
    private String elsewhere() {
        List<Place> replicas = order.target().of(entry);
        for (int i = 0; i < replicas.size(); i++) {
            String next = replicas.get(Math.floorMod(start + i, replicas.size())).address();
            if (!isAsked(next)) {
                return next;
            }
        }
        return router.address(entry, order.target(), start, tries);
    }

    private boolean isAsked(String address) {
        return underWay.stream().anyMatch(copy -> copy.address.equals(address));
    }

    private void take(Copy copy) {
        Delivery delivery =
                copy.promise.isCompletedExceptionally()
                        ? new Delivery.Lost("the transport failed")
                        : copy.promise.join();
        switch (delivery) {
            case Delivery.Answered(Reply reply, Timestamp now) -> {
                wasSent = true;
                router.heard(now);
                answered(copy.address, reply, now);
            }
            case Delivery.NotSent(String why) -> failed(copy.address, why);
            case Delivery.Lost(String why) -> {
                wasSent = true;
                mayHaveArrived = true;
                failed(copy.address, why);
            }
        }
    }

    private void tried(String address) {
        if (!tried.contains(address)) {
            List<String> more = new ArrayList<>(tried);
            more.add(address);
            tried = more;
        }
    }

    private void failed(String address, String why) {
        tried(address);
        problem = why;
        router.cache().leadsNoMore(entry, address);
        pause();
        if (tries % order.target().of(entry).size() == 0) {
            router.wishForMap();
        }
        refollow();
    }

    private void answered(String address, Reply reply, Timestamp now) {
        if (!(reply instanceof Reply.Failed(Failure failure))) {
            if (order.target() == Target.LEADER) {
                router.cache().answered(entry, address);
            }
            ending = new Ending.Answered(reply, now);
            return;
        }
        switch (failure) {
            case Misrouted.WrongShard wrong -> {
                boolean isKnown = wrong.current().route().equals(entry.route());
                router.cache().learn(wrong.current());
                lastFailure = wrong;
                if (isKnown) {
                    pause();
                } else {
                    hop();
                }
                refollow();
            }
            case Misrouted.NotLeader not -> {
                boolean isSilent =
                        entry.leader().filter(place -> isAsked(place.address())).isPresent();
                router.cache().hinted(entry, address, not.leader(), isSilent);
                lastFailure = not;
                if (not.leader().isEmpty()) {
                    pause();
                } else if (!isAsked(not.leader().get().address())) {
                    hop();
                }
                refollow();
            }
            case OutcomeUnknown unknown when unknown.forGood() -> {
                mayHaveArrived = true;
                ending = new Ending.GaveUp(unknown);
            }
            case OutcomeUnknown unknown -> {
                mayHaveArrived = true;
                problem = unknown.reason();
                pause();
            }
            case Unavailable.Overloaded _,
                    Unavailable.RowQueueFull _,
                    Unavailable.ClockUnusable _ -> {
                lastFailure = failure;
                pause();
            }
            case Unavailable.DamagedRow _ when otherReplicaCanHelp() -> lastFailure = failure;
            default -> ending = new Ending.Answered(reply, now);
        }
    }

    private boolean otherReplicaCanHelp() {
        return order.target() == Target.ANY && tries < order.target().of(entry).size();
    }

    /// On at once, to whom a node named.
    private void hop() {
        notBeforeNanos = router.sessions().nanos();
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
        Span keys = order.keys().get();
        router.cache()
                .at(keys.from())
                .ifPresent(current -> {
                    if (!current.span().contains(keys)) {
                        ending = new Ending.Moved();
                    } else {
                        entry = current;
                    }
                });
    }

    private Failure whyGivenUp() {
        if (!wasSent && !mayHaveArrived) {
            underWay.forEach(copy -> tried(copy.address));
            return new Unavailable.Unreachable(tried, problem);
        }
        if (lastFailure instanceof Unavailable unavailable) {
            return unavailable;
        }
        String last =
                underWay.isEmpty()
                        ? problem
                        : underWay.getFirst().address + " was asked and has not answered yet";
        return new Unavailable.DeadlineExceeded(
                deadline.whole(), "an answer of " + entry.route().shard() + "; " + last);
    }
}
