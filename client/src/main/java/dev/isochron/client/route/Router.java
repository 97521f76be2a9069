package dev.isochron.client.route;

import dev.isochron.client.error.IsochronException;
import dev.isochron.client.port.Chance;
import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Ports;
import dev.isochron.client.port.Sessions;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How one client reaches the shards of its cluster. Shared by all of its sessions.
public final class Router {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// How often something that nobody waits for is sent on: past a node that is gone, and from one
    /// that does not lead to the one that does.
    private static final int MAX_TOLD = 3;

    private final Ports ports;
    private final RouterSettings settings;
    private final ShardCache cache = new ShardCache();
    private final ServerTime time;
    private final AtomicInteger nextAddress = new AtomicInteger();
    private final AtomicBoolean mapUnderWay = new AtomicBoolean();
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean closed;

    public Router(Ports ports, RouterSettings settings) {
        this.ports = ports;
        this.settings = settings;
        this.time = new ServerTime(ports.sessions());
    }

    public Sessions sessions() {
        return ports.sessions();
    }

    public Chance chance() {
        return ports.chance();
    }

    public RouterSettings settings() {
        return settings;
    }

    public ShardCache cache() {
        return cache;
    }

    /// About the time, as nodes tell it.
    public Timestamp now() {
        return time.now();
    }

    /// A time that is surely past.
    public Timestamp surelyPast() {
        return time.surelyPast();
    }

    /// How many requests were sent so far.
    public long requests() {
        return requests.get();
    }

    public void close() {
        closed = true;
        ports.transport().close();
    }

    /// Refuses what comes too late.
    ///
    /// @throws IsochronException if the client was closed
    public void requireOpen() {
        if (closed) {
            throw IsochronException.of(new Unavailable.ClientClosed());
        }
    }

    void heard(Timestamp now) {
        time.heard(now);
    }

    CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
        requireOpen();
        requests.incrementAndGet();
        return ports.transport().send(address, request, timeout);
    }

    /// Sends something whose answer nobody needs to the leader as far as it is known; to another
    /// replica if that is gone, and to whom a node names that does not lead any more.
    public void tell(ShardEntry entry, Request request) {
        tell(entry, request, address(entry, Errand.Target.LEADER, 0, 0), MAX_TOLD);
    }

    private void tell(ShardEntry entry, Request request, String address, int hops) {
        if (!closed) {
            requests.incrementAndGet();
            var _ =
                    ports.transport()
                            .send(address, request, settings.perTry())
                            .thenAccept(told -> redirect(entry, request, address, told, hops));
        }
    }

    private void redirect(
            ShardEntry entry, Request request, String address, Delivery told, int hops) {
        switch (told) {
            case Delivery.Answered(Reply.Failed(Misrouted.WrongShard wrong), _) ->
                    cache.learn(wrong.current());
            case Delivery.Answered(Reply.Failed(Misrouted.NotLeader not), _) -> {
                cache.hinted(entry, address, not.leader(), false);
                not.leader()
                        .map(Place::address)
                        .filter(leader -> hops > 0 && !leader.equals(address))
                        .ifPresent(leader -> tell(entry, request, leader, hops - 1));
            }
            case Delivery.Answered _ -> {}
            case Delivery.NotSent _, Delivery.Lost _ -> {
                cache.leadsNoMore(entry, address);
                if (hops > 0) {
                    tell(entry, request, after(entry, address), hops - 1);
                }
            }
        }
    }

    private static String after(ShardEntry entry, String address) {
        List<String> all = entry.replicas().stream().map(Place::address).toList();
        return all.get((all.indexOf(address) + 1) % all.size());
    }

    /// Whom to ask next.
    ///
    /// @param start the replica that is asked first if nothing else is known
    String address(ShardEntry entry, Errand.Target target, int start, int tries) {
        List<Place> replicas = target.of(entry);
        if (target == Errand.Target.LEADER && entry.leader().isPresent()) {
            return entry.leader().get().address();
        }
        String inTurn = replicas.get(Math.floorMod(start + tries, replicas.size())).address();
        Optional<String> nearest = settings.nearest();
        boolean nearFirst = target == Errand.Target.ANY && tries == 0 && nearest.isPresent();
        return nearFirst && replicas.stream().anyMatch(at -> at.address().equals(nearest.get()))
                ? nearest.get()
                : inTurn;
    }

    /// A request to whichever shard has these keys now.
    public Errand errand(Errand.Order order, ShardEntry entry, Deadline deadline) {
        return new Errand(this, order, entry, deadline);
    }

    /// The shard that has a key; asks for the map if that is not known.
    ///
    /// @throws IsochronException if nobody answers in time
    public ShardEntry at(Key key, Deadline deadline) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            Optional<ShardEntry> known = cache.at(key);
            if (known.isPresent()) {
                return known.get();
            }
            learnMap(tries, deadline);
        }
    }

    /// The shard that has the last keys below a key, or of the space.
    ///
    /// @throws IsochronException if nobody answers in time
    public ShardEntry below(Optional<Key> until, Deadline deadline) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            Optional<ShardEntry> known = cache.below(until);
            if (known.isPresent()) {
                return known.get();
            }
            learnMap(tries, deadline);
        }
    }

    /// Makes sure that somebody was heard.
    ///
    /// @throws IsochronException if nobody answers in time
    public void connect(Deadline deadline) throws InterruptedException {
        for (int tries = 0; !time.isKnown(); tries++) {
            learnMap(tries, deadline);
        }
    }

    private void learnMap(int round, Deadline deadline) throws InterruptedException {
        requireOpen();
        if (round > 0) {
            long pause =
                    Backoff.nanos(FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS, round, ports.chance());
            sessions()
                    .await(
                            new CompletableFuture<>(),
                            earlier(sessions().nanos() + pause, deadline));
        }
        String problem = "no node knows all shards yet";
        for (String address : addresses()) {
            if (deadline.isPast()) {
                throw IsochronException.of(new Unavailable.Unreachable(addresses(), problem));
            }
            Duration timeout = deadline.left(settings.perTry());
            CompletableFuture<MapDelivery> asked = ports.transport().shardMap(address, timeout);
            sessions().await(asked, sessions().nanos() + timeout.toNanos());
            switch (asked.getNow(new MapDelivery.Failed("no answer in time"))) {
                case MapDelivery.Received received -> {
                    learn(received);
                    return;
                }
                case MapDelivery.Failed(String why) -> problem = why;
            }
        }
        if (deadline.isPast()) {
            throw IsochronException.of(new Unavailable.Unreachable(addresses(), problem));
        }
    }

    private static long earlier(long nanos, Deadline deadline) {
        return nanos - deadline.untilNanos() < 0 ? nanos : deadline.untilNanos();
    }

    private void learn(MapDelivery.Received received) {
        received.entries().forEach(cache::learn);
        heard(received.now());
    }

    /// The seeds first, then all that was heard of; another one begins each time.
    private List<String> addresses() {
        List<String> all = new ArrayList<>(settings.seeds());
        for (String known : cache.addresses()) {
            if (!all.contains(known)) {
                all.add(known);
            }
        }
        int first = Math.floorMod(nextAddress.getAndIncrement(), all.size());
        List<String> turned = new ArrayList<>(all.subList(first, all.size()));
        turned.addAll(all.subList(0, first));
        return turned;
    }

    /// Asks somebody for the map, unless that is under way; nobody waits for it.
    void wishForMap() {
        if (!closed && mapUnderWay.compareAndSet(false, true)) {
            String address = addresses().getFirst();
            var _ =
                    ports.transport()
                            .shardMap(address, settings.perTry())
                            .whenComplete((answer, _) -> {
                                mapUnderWay.set(false);
                                if (answer instanceof MapDelivery.Received received) {
                                    learn(received);
                                }
                            });
        }
    }
}
