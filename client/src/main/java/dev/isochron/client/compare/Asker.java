package dev.isochron.client.compare;

import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.Sessions;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Asks one replica and no other, and again where that may help.
final class Asker {
    private static final int TRIES = 5;

    private final Transport transport;
    private final Sessions sessions;
    private final Duration patience;
    private Timestamp now = Timestamp.MIN;

    Asker(Transport transport, Sessions sessions, Duration patience) {
        this.transport = transport;
        this.sessions = sessions;
        this.patience = patience;
    }

    /// A replica does not answer, or not what it was asked.
    static final class Silent extends Exception {
        private static final long serialVersionUID = 1L;

        Silent(String why) {
            super(why);
        }
    }

    /// The shard is another one by now.
    static final class Changed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ShardEntry current;

        Changed(ShardEntry current) {
            super("it is " + current.route() + " by now");
            this.current = current;
        }

        ShardEntry current() {
            return current;
        }
    }

    /// The latest moment that is known to be surely past.
    Timestamp now() {
        return now;
    }

    void knows(Timestamp past) {
        now = Timestamp.max(now, past);
    }

    Reply ask(Place place, Request request) throws InterruptedException, Silent, Changed {
        String why = "it does not answer";
        for (int i = 0; i < TRIES; i++) {
            CompletableFuture<Delivery> promise =
                    transport.send(place.address(), request, patience);
            boolean kept = sessions.await(promise, sessions.nanos() + 2 * patience.toNanos());
            switch (kept ? promise.join() : new Delivery.Lost(why)) {
                case Delivery.Answered(Reply reply, Timestamp past) -> {
                    knows(past);
                    if (!(reply instanceof Reply.Failed(Failure failure)) || !passes(failure)) {
                        return reply;
                    }
                    why = failure.explanation().what();
                }
                case Delivery.NotSent(String problem) -> why = problem;
                case Delivery.Lost(String problem) -> why = problem;
            }
            rest(patience.toNanos() / TRIES);
        }
        throw new Silent(why);
    }

    /// What may be over when it is asked again. A replica that is being filled from another one
    /// says that somebody else leads.
    private static boolean passes(Failure failure) throws Changed {
        if (failure instanceof Misrouted.WrongShard wrong) {
            throw new Changed(wrong.current());
        }
        return failure instanceof Misrouted.NotLeader
                || failure instanceof Unavailable.Overloaded
                || failure instanceof Unavailable.ClockUnusable
                || failure instanceof Unavailable.DeadlineExceeded;
    }

    void rest(long nanos) throws InterruptedException {
        if (nanos > 0) {
            var _ = sessions.await(new CompletableFuture<>(), sessions.nanos() + nanos);
        }
    }

    long nanos() {
        return sessions.nanos();
    }
}
