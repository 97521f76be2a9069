package dev.isochron.simulation.transactions;

import dev.isochron.client.port.Chance;
import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Ports;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Surroundings;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.session.Sessions;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a client needs of the world, in virtual time: a way to the machines that loses and delays,
/// and waiting that hands the baton on.
public final class SimulatedPorts {

    private static final long TRAVEL_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /// More than any honest clock is behind.
    private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Cluster cluster;
    private final Sessions sessions;
    private final Generator chance;
    private int lostPermille;

    public SimulatedPorts(Cluster cluster, Sessions sessions, Generator chance) {
        this.cluster = cluster;
        this.sessions = sessions;
        this.chance = chance;
    }

    /// From now on so many of 1000 requests, and of 1000 answers, are lost.
    public void lose(int permille) {
        lostPermille = permille;
    }

    /// The addresses of all machines, as a client is told them.
    public String addresses() {
        List<String> all = new ArrayList<>();
        for (Machine machine : cluster.machines()) {
            all.add("node-" + machine.number() + ":1");
        }
        return String.join(",", all);
    }

    /// For one client.
    public Ports ports() {
        Chance own = chance::next;
        return new Ports(new Wire(), new Waiting(), own);
    }

    private long travel() {
        return TRAVEL_NANOS / 2 + chance.exponential(TRAVEL_NANOS / 2);
    }

    private final class Wire implements Transport {

        @Override
        public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
            cluster.history().say(() -> "a client asks " + address + ": " + request);
            CompletableFuture<Delivery> promise = new CompletableFuture<>();
            cluster.scheduler()
                    .after(
                            timeout.toNanos(),
                            () -> promise.complete(new Delivery.Lost("no answer in time")));
            if (!chance.happens(lostPermille)) {
                cluster.scheduler().after(travel(), () -> arrive(address, request, promise));
            }
            return promise;
        }

        private void arrive(String address, Request request, CompletableFuture<Delivery> promise) {
            boolean up =
                    machine(address)
                            .ask(node -> node.ask(request, reply -> answer(promise, reply)));
            if (!up) {
                cluster.scheduler()
                        .after(travel(), () -> promise.complete(new Delivery.NotSent("refused")));
            }
        }

        private void answer(CompletableFuture<Delivery> promise, Reply reply) {
            cluster.history().note(reply.getClass().getSimpleName().hashCode());
            cluster.history().say(() -> "a client is answered: " + reply);
            Timestamp now = now();
            if (!chance.happens(lostPermille)) {
                cluster.scheduler()
                        .after(travel(), () -> promise.complete(new Delivery.Answered(reply, now)));
            }
        }

        @Override
        public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
            CompletableFuture<MapDelivery> promise = new CompletableFuture<>();
            cluster.scheduler()
                    .after(
                            timeout.toNanos(),
                            () -> promise.complete(new MapDelivery.Failed("no answer in time")));
            cluster.scheduler()
                    .after(
                            travel(),
                            () ->
                                    machine(address)
                                            .ask(node -> {
                                                var map = node.shardMap();
                                                promise.complete(
                                                        new MapDelivery.Received(map, now()));
                                            }));
            return promise;
        }

        private Timestamp now() {
            return new Timestamp(
                    Surroundings.EPOCH_NANOS + cluster.scheduler().nowNanos() - BEHIND_NANOS);
        }

        private Machine machine(String address) {
            String number = address.substring("node-".length()).replaceAll(":.*", "");
            return cluster.machine(Integer.parseInt(number));
        }

        @Override
        public void close() {}
    }

    private final class Waiting implements dev.isochron.client.port.Sessions {

        @Override
        public long nanos() {
            return cluster.scheduler().nowNanos();
        }

        @Override
        public boolean await(CompletableFuture<?> promise, long untilNanos)
                throws InterruptedException {
            dev.isochron.simulation.session.Session self = sessions.current();
            CompletableFuture<?> _ = promise.whenComplete((_, _) -> self.wake());
            cluster.scheduler().after(Math.max(0, untilNanos - nanos()), self::wake);
            while (true) {
                if (self.takeInterrupt()) {
                    throw new InterruptedException("called off");
                }
                if (promise.isDone() || nanos() >= untilNanos) {
                    return promise.isDone();
                }
                self.park();
            }
        }

        @Override
        public Session start(String name, Runnable body) {
            dev.isochron.simulation.session.Session started = sessions.start(name, body);
            return started::interrupt;
        }
    }
}
