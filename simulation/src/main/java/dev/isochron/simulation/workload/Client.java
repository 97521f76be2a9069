package dev.isochron.simulation.workload;

import dev.isochron.node.desk.Answer;
import dev.isochron.node.ledger.ClientId;
import dev.isochron.node.ledger.Command;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Mutation;
import dev.isochron.simulation.machine.Surroundings;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.truetime.Timestamp;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// One client of one ledger: one thing at a time, repeated under the same number until it knows
/// what became of it.
final class Client {
    private static final int READ_PERMILLE = 150;
    private static final int LOST_ANSWER_PERMILLE = 10;
    private static final int MAX_PADDING_BYTES = 300;
    private static final int MAX_LINES = 4096;
    private static final long TRAVEL_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final Cluster cluster;
    private final GroupId group;
    private final Receipts receipts;
    private final Generator chance;
    private final LongSupplier pauseNanos;
    private final LongSupplier numbers;
    private final BooleanSupplier isOver;
    private final boolean renumbers;
    private final boolean guesses;
    private final ClientId id;
    private long sequence;

    /// Which attempt an answer belongs to; answers to earlier ones are still heard.
    private long attempt;

    private int node;

    /// What this client is after.
    ///
    /// @param number of the command; 0 for a read
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not changed
    private record Wish(long number, byte[] payload, Receipts.Floor floor) {
        boolean isRead() {
            return number == 0;
        }
    }

    /// What a client shares with the crowd.
    ///
    /// @param isOver nobody wants anything new
    record Shared(
            Cluster cluster, Receipts receipts, LongSupplier numbers, BooleanSupplier isOver) {}

    Client(Shared shared, GroupId group, LongSupplier pauseNanos, Generator chance) {
        this.cluster = shared.cluster();
        this.receipts = shared.receipts();
        this.numbers = shared.numbers();
        this.isOver = shared.isOver();
        this.group = group;
        this.pauseNanos = pauseNanos;
        this.chance = chance;
        this.renumbers = cluster.design().without().has(Mutation.RETRY_UNDER_NEW_ID);
        this.guesses = cluster.design().without().has(Mutation.ASSUME_DONE);
        this.node = anyNode();
        Timestamp born = new Timestamp(Surroundings.EPOCH_NANOS);
        this.id = new ClientId(born, chance.next());
    }

    private int anyNode() {
        return (int) chance.between(1, cluster.design().nodes());
    }

    void beginLater() {
        attempt++;
        cluster.scheduler().after(pauseNanos.getAsLong(), this::begin);
    }

    private void begin() {
        if (isOver.getAsBoolean()) {
            return;
        }
        if (chance.happens(READ_PERMILLE)) {
            send(new Wish(0, new byte[0], receipts.floor(group)));
            return;
        }
        long number = numbers.getAsLong();
        byte[] payload = new byte[Long.BYTES + (int) chance.below(MAX_PADDING_BYTES)];
        ByteBuffer.wrap(payload).putLong(number);
        sequence++;
        send(new Wish(number, payload, receipts.floor(group)));
    }

    private void send(Wish wish) {
        attempt++;
        long mine = attempt;
        long mySequence = sequence;
        int to = node;
        cluster.scheduler().after(travel(), () -> arrive(wish, mySequence, to, mine));
        long wait = TimeUnit.MILLISECONDS.toNanos(100) + chance.below(LONGEST_WAIT_NANOS);
        cluster.scheduler().after(wait, () -> giveUp(wish, mine));
    }

    private long travel() {
        return TRAVEL_NANOS / 2 + chance.exponential(TRAVEL_NANOS / 2);
    }

    private void arrive(Wish wish, long mySequence, int to, long mine) {
        cluster.machine(to)
                .ask(process -> {
                    if (wish.isRead()) {
                        process.read(group, 1, MAX_LINES, a -> answer(wish, a, mine));
                    } else {
                        process.append(
                                group,
                                new Command(id, mySequence, wish.payload()),
                                a -> answer(wish, a, mine));
                    }
                });
    }

    private void answer(Wish wish, Answer answer, long mine) {
        if (!chance.happens(LOST_ANSWER_PERMILLE)) {
            cluster.scheduler().after(travel(), () -> hear(wish, answer, mine));
        }
    }

    private void giveUp(Wish wish, long mine) {
        if (mine != attempt) {
            return;
        }
        node = anyNode();
        if (guesses && !wish.isRead()) {
            receipts.assumed(group, wish.number());
            beginLater();
            return;
        }
        if (renumbers) {
            sequence++;
        }
        send(wish);
    }

    private void hear(Wish wish, Answer answer, long mine) {
        cluster.history().note(wish.number(), answer.getClass().getSimpleName().hashCode());
        cluster.history()
                .say(() ->
                        "client of " + group + " hears of " + wish.number() + ": " + brief(answer));
        try {
            take(wish, answer);
        } catch (Violation e) {
            cluster.court().accuse(e);
        }
        if (mine == attempt) {
            goOn(wish, answer);
        }
    }

    private static String brief(Answer answer) {
        return answer instanceof Answer.Lines lines ? lines.total() + " lines" : answer.toString();
    }

    private void take(Wish wish, Answer answer) {
        if (answer instanceof Answer.Recorded recorded) {
            receipts.recorded(group, wish.number(), wish.floor(), recorded);
        } else if (answer instanceof Answer.Lines lines) {
            receipts.read(group, wish.floor(), lines);
        }
    }

    private void goOn(Wish wish, Answer answer) {
        switch (answer) {
            case Answer.Recorded _, Answer.Lines _, Answer.Rejected _ -> beginLater();
            case Answer.Expired _ -> beginLater();
            case Answer.NotLeader(Optional<NodeId> leader) -> {
                node = leader.map(n -> (int) n.value()).orElseGet(this::anyNode);
                retry(wish);
            }
            case Answer.OutcomeUnknown _ -> {
                node = anyNode();
                retry(wish);
            }
            case Answer.Busy _, Answer.NotDone _ -> retry(wish);
        }
    }

    private void retry(Wish wish) {
        attempt++;
        long mine = attempt;
        cluster.scheduler()
                .after(
                        chance.exponential(RETRY_NANOS),
                        () -> {
                            if (mine == attempt) {
                                send(wish);
                            }
                        });
    }
}
