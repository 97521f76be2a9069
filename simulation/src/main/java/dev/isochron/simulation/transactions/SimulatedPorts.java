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
import dev.isochron.simulation.truth.Ticket;
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

    /// How late a copy of a request can be.
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    /// More than any honest clock is behind.
    private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Cluster cluster;
    private final Sessions sessions;
    private final Generator chance;
    private int lostPermille;
    private int doubledPermille;

    public SimulatedPorts(Cluster cluster, Sessions sessions, Generator chance) {
        this.cluster = cluster;
        this.sessions = sessions;
        this.chance = chance;
    }

    /// From now on so many of 1000 requests, and of 1000 answers, are lost; so many requests arrive
    /// once more, some much later.
    public void trouble(int lost, int doubled) {
        lostPermille = lost;
        doubledPermille = doubled;
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

    private record Question(Ticket ticket, CompletableFuture<Delivery> promise) {}

    private final class Wire implements Transport {

        @Override
        public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
            cluster.history().say(() -> "a client asks " + address + ": " + request);
            CompletableFuture<Delivery> promise = new CompletableFuture<>();
            Question question = new Question(cluster.court().truth().sends(request), promise);
            cluster.scheduler()
                    .after(
                            timeout.toNanos(),
                            () -> promise.complete(new Delivery.Lost("no answer in time")));
            if (!chance.happens(lostPermille)) {
                cluster.scheduler().after(travel(), () -> arrive(address, question));
            }
            if (chance.happens(doubledPermille)) {
                long late = chance.spread(TRAVEL_NANOS, LATEST_NANOS);
                cluster.scheduler().after(late, () -> arrive(address, question));
            }
            return promise;
        }

        private void arrive(String address, Question question) {
            Request request = question.ticket().request();
            boolean up =
                    machine(address)
                            .ask(node -> node.ask(request, reply -> answer(question, reply)));
            if (!up) {
                cluster.scheduler()
                        .after(
                                travel(),
                                () -> question.promise().complete(new Delivery.NotSent("refused")));
            }
        }

        private void answer(Question question, Reply reply) {
            cluster.history().note(reply.getClass().getSimpleName().hashCode());
            cluster.history().say(() -> "a client is answered: " + reply);
            Timestamp now = now();
            if (!chance.happens(lostPermille)) {
                cluster.scheduler()
                        .after(
                                travel(),
                                () -> {
                                    if (question.promise()
                                            .complete(new Delivery.Answered(reply, now))) {
                                        cluster.court().truth().hears(question.ticket(), reply);
                                    }
                                });
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
