package dev.isochron.node.client;

import com.google.protobuf.UnsafeByteOperations;
import dev.isochron.protocol.log.Answer;
import dev.isochron.protocol.log.Append;
import dev.isochron.protocol.log.Lines;
import dev.isochron.protocol.log.Read;
import dev.isochron.protocol.log.Recorded;
import dev.isochron.protocol.wire.SharedBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Writes lines into replicated ledgers and reads them back. For any number of threads; answers
/// come on a thread of the client, which must not be held up.
public final class LogClient implements AutoCloseable {

    /// Requests that have not ended; more are refused at once.
    public static final int MAX_PENDING = 1 << 16;

    /// How often it is looked for requests whose time is up.
    private static final long SWEEP_MILLIS = 25;

    /// Two servers that each take the other for the leader are given time after so many words.
    private static final int REDIRECTIONS_AT_ONCE = 3;

    private final ClientSettings settings;
    private final Transport transport = new Transport("log-client");
    private final ScheduledExecutorService thread = transport.thread();
    private final Queue<Pending> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger pendingCount = new AtomicInteger();

    // Owned by `thread`.
    private final Map<HostPort, Link> links = new LinkedHashMap<>();
    private final Map<Long, Route> routes = new LinkedHashMap<>();
    private final Set<Pending> all = new LinkedHashSet<>();
    private long lastId;
    private long bornNanos;
    private boolean closed;

    private LogClient(List<HostPort> servers, ClientSettings settings) {
        this.settings = settings;
        servers.forEach(this::link);
        var _ =
                thread.scheduleWithFixedDelay(
                        this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// A client that starts with these servers; it learns of others from their answers.
    public static LogClient connect(List<HostPort> servers, ClientSettings settings) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a client needs a server to begin with");
        }
        return new LogClient(servers, settings);
    }

    // -- requests ----------------------------------------------------------------------------

    /// Writes a line into a group's ledger; `end` is told, once, what became of it.
    ///
    /// @param payload never changed by anybody from now on
    public void append(long group, byte[] payload, Consumer<Reply> end) {
        Append.Builder append =
                Append.newBuilder().setPayload(UnsafeByteOperations.unsafeWrap(payload));
        submit(Pending.append(group, append, deadline(), counted(end)));
    }

    /// The same, for whoever waits.
    public CompletableFuture<Reply> append(long group, byte[] payload) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        append(group, payload, reply::complete);
        return reply;
    }

    /// Reads up to `atMost` lines from number `fromLine` on, as far as the leader has them at hand;
    /// everything that was written before this call is seen.
    public CompletableFuture<Reply> read(long group, long fromLine, int atMost) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Read read = Read.newBuilder().setFromLine(fromLine).setAtMost(atMost).build();
        submit(Pending.read(group, read, deadline(), counted(reply::complete)));
        return reply;
    }

    private long deadline() {
        return System.nanoTime() + settings.deadline().toNanos();
    }

    private Consumer<Reply> counted(Consumer<Reply> end) {
        return reply -> {
            pendingCount.decrementAndGet();
            end.accept(reply);
        };
    }

    private void submit(Pending pending) {
        if (pendingCount.incrementAndGet() > MAX_PENDING) {
            pending.finish(new Reply.Failed("too many requests are under way; wait for some"));
            return;
        }
        put(pending);
    }

    private void put(Pending pending) {
        inbox.add(pending);
        if (due.compareAndSet(false, true)) {
            thread.execute(this::work);
        }
    }

    // -- on the client's thread --------------------------------------------------------------

    /// Everything that came since the last time leaves together.
    private void work() {
        due.set(false);
        Set<Route> touched = new LinkedHashSet<>();
        Pending pending = inbox.poll();
        while (pending != null) {
            take(pending, touched);
            pending = inbox.poll();
        }
        touched.forEach(this::advance);
        links.values().forEach(Link::flush);
    }

    private void take(Pending pending, Set<Route> touched) {
        if (closed) {
            pending.expire();
        }
        if (pending.isDone()) {
            return;
        }
        all.add(pending);
        Route route = route(pending.group);
        touched.add(route);
        if (pending.isAppend() && pending.sequence == Pending.NO_SEQUENCE) {
            route.await(pending);
        } else {
            send(route, pending);
        }
    }

    private Route route(long group) {
        return routes.computeIfAbsent(
                group,
                _ -> {
                    int at = ThreadLocalRandom.current().nextInt(links.size());
                    return new Route(new ArrayList<>(links.values()).get(at));
                });
    }

    /// Lets lines go as far as the window reaches.
    private void advance(Route route) {
        if (!route.target().isWelcome()) {
            route.target().open();
            return;
        }
        name(route);
        var next = route.next();
        while (next.isPresent()) {
            send(route, next.get());
            next = route.next();
        }
    }

    private void name(Route route) {
        if (!route.hasName() && bornNanos > 0) {
            route.become(new Pending.Identity(bornNanos, ThreadLocalRandom.current().nextLong()));
        }
    }

    private void send(Route route, Pending pending) {
        Link target = route.target();
        if (!target.isWelcome()) {
            target.open();
            again(pending);
            return;
        }
        lastId++;
        target.add(lastId, pending, System.nanoTime());
    }

    /// Tries once more after a pause.
    private void again(Pending pending) {
        var _ =
                thread.schedule(
                        () -> put(pending), settings.pause().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Link link(HostPort at) {
        return links.computeIfAbsent(
                at, _ -> new Link(at, transport.channel(at), thread, new Listening()));
    }

    /// Asks somebody else from now on, unless somebody else is asked already.
    private void turnFrom(Route route, Link refusing) {
        if (route.target().equals(refusing)) {
            List<Link> known = new ArrayList<>(links.values());
            route.aim(known.get((known.indexOf(refusing) + 1) % known.size()));
        }
    }

    private void finish(Pending pending, Reply reply) {
        all.remove(pending);
        pending.finish(reply);
        Route route = route(pending.group);
        route.release(pending);
        advance(route);
    }

    /// Ends what took too long, and asks another server where one is silent. Most sweeps find
    /// nothing, so nothing is copied before something is found.
    private void sweep() {
        long now = System.nanoTime();
        for (Link link : List.copyOf(links.values())) {
            if (link.isDeaf(now, settings.attempt().toNanos())) {
                link.close();
            }
        }
        List<Pending> late = new ArrayList<>();
        for (Pending pending : all) {
            if (isOver(pending, now) || isSilent(pending, now)) {
                late.add(pending);
            }
        }
        for (Pending pending : late) {
            if (isOver(pending, now)) {
                all.remove(pending);
                pending.expire();
                route(pending.group).release(pending);
            } else {
                askElsewhere(pending);
            }
        }
        routes.values().forEach(this::advance);
        links.values().forEach(Link::flush);
    }

    private static boolean isOver(Pending pending, long now) {
        return now - pending.deadlineNanos >= 0;
    }

    private boolean isSilent(Pending pending, long now) {
        return pending.underWay && now - pending.sentNanos > settings.attempt().toNanos();
    }

    private void askElsewhere(Pending pending) {
        pending.ambiguous = true;
        pending.underWay = false;
        if (pending.via != null) {
            turnFrom(route(pending.group), pending.via);
        }
        put(pending);
    }

    // -- answers -----------------------------------------------------------------------------

    private final class Listening implements Link.Listener {

        @Override
        public void welcomed(Link from, OptionalLong born) {
            bornNanos = Math.max(bornNanos, born.orElse(0));
            routes.values().forEach(LogClient.this::advance);
        }

        @Override
        public void settled() {
            links.values().forEach(Link::flush);
        }

        @Override
        public void broke(Link link, List<Pending> unanswered) {
            routes.values().forEach(route -> turnFrom(route, link));
            for (Pending pending : unanswered) {
                pending.ambiguous = true;
                again(pending);
            }
        }

        @Override
        public void answered(Link from, Pending to, Answer answer) {
            if (to.isDone()) {
                return;
            }
            switch (answer.getAnswerCase()) {
                case RECORDED -> finish(to, of(answer.getRecorded()));
                case LINES -> finish(to, of(answer.getLines()));
                case REJECTED -> finish(to, new Reply.Failed(answer.getRejected().getReason()));
                case NOT_LEADER -> redirect(from, to, answer.getNotLeader().getLeaderAddress());
                case NOT_DONE -> put(to);
                case BUSY -> again(to);
                case OUTCOME_UNKNOWN -> {
                    to.ambiguous = true;
                    again(to);
                }
                case EXPIRED -> expired(from, to);
                case ANSWER_NOT_SET ->
                        finish(to, new Reply.Failed("the server speaks another protocol"));
            }
        }

        private void redirect(Link from, Pending pending, String leader) {
            Route route = route(pending.group);
            if (leader.isEmpty()) {
                turnFrom(route, from);
                again(pending);
                return;
            }
            route.aim(link(HostPort.parse(leader)));
            pending.redirections++;
            if (pending.redirections % REDIRECTIONS_AT_ONCE == 0) {
                again(pending);
            } else {
                put(pending);
            }
        }

        /// The ledger forgot this client. A line that it surely never had goes under a new name.
        private void expired(Link from, Pending pending) {
            Route route = route(pending.group);
            route.release(pending);
            if (pending.ambiguous) {
                finish(pending, new Reply.Unknown());
                return;
            }
            route.loseName(pending.identity);
            bornNanos = 0;
            route.await(pending);
            from.close();
        }
    }

    private static Reply of(Recorded recorded) {
        return new Reply.Written(
                recorded.getLine(),
                recorded.getSlot(),
                recorded.getTimestamp(),
                recorded.getAgain(),
                recorded.getBallotRound(),
                recorded.getBallotOwner());
    }

    private static Reply of(Lines page) {
        List<Reply.Line> lines = new ArrayList<>(page.getLinesCount());
        page.getLinesList()
                .forEach(line ->
                        lines.add(
                                new Reply.Line(
                                        line.getLine(),
                                        line.getSlot(),
                                        line.getTimestamp(),
                                        SharedBytes.unwrap(line.getPayload()))));
        return new Reply.Page(page.getTotal(), page.getChain(), lines);
    }

    // -- the end -----------------------------------------------------------------------------

    /// Ends everything; requests under way end as unknown.
    @Override
    public void close() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        thread.execute(() -> {
            closed = true;
            links.values().forEach(Link::close);
            List.copyOf(all).forEach(Pending::expire);
            all.clear();
            links.values().forEach(Link::end);
            done.complete(true);
        });
        done.join();
        transport.close();
    }
}
