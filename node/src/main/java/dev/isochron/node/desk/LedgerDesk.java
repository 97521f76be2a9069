package dev.isochron.node.desk;

import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.node.host.Household;
import dev.isochron.node.host.Moments;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.host.Verdict;
import dev.isochron.node.ledger.Batch;
import dev.isochron.node.ledger.Command;
import dev.isochron.node.ledger.Ledger;
import dev.isochron.node.ledger.Outcome;
import dev.isochron.node.ledger.Stamped;
import dev.isochron.node.port.Loop;
import dev.isochron.paxos.log.NoRoom;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.Effects.Fate;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The clients' side of one group on one node.
///
/// While entries are under way, commands wait and then leave together: the longer a round takes,
/// the larger the batches, without a timer.
public final class LedgerDesk {

    /// A leader that is asked to renew its lease needs a round trip before asking again helps.
    private static final long POKE_PAUSE_NANOS = 20_000_000L;

    private final ReplicaHost<List<Outcome>> host;
    private final WholeMachine<Ledger, List<Outcome>> machine;
    private final Household home;
    private final EntriesUnderWay all;
    private final Moments moments;
    private final Loop loop;
    private final DeskSettings settings;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long pokedNanos = -POKE_PAUSE_NANOS;
    private int underWay;
    private boolean due;
    private boolean impatient;

    private record Waiting(Command command, Consumer<Answer> client, long sinceNanos) {}

    public LedgerDesk(
            ReplicaHost<List<Outcome>> host,
            WholeMachine<Ledger, List<Outcome>> machine,
            Household home,
            EntriesUnderWay all,
            DeskSettings settings) {
        this.host = host;
        this.machine = machine;
        this.home = home;
        this.all = all;
        this.moments = home.moments();
        this.loop = home.ports().loop();
        this.settings = settings;
        host.afterStep(this::lookAgain);
    }

    /// Takes a command; `client` is told what became of it, once.
    public void append(Command command, Consumer<Answer> client) {
        int bytes = Batch.bytesOf(command);
        boolean full =
                waiting.size() >= settings.waitingCommands()
                        || waitingBytes + bytes > settings.waitingBytes();
        if (full) {
            client.accept(new Answer.Busy("too many commands wait for this group; slow down"));
            return;
        }
        waiting.add(new Waiting(command, client, loop.uptimeNanos()));
        waitingBytes += bytes;
        lookAgain();
    }

    /// Commands that wait to be proposed.
    public int waiting() {
        return waiting.size();
    }

    /// Reads lines as they stand once this question was asked: only a leader with its lease can.
    public void read(long from, int atMost, Consumer<Answer> client) {
        ReplicaView view = host.view(moments.now());
        if (host.isHalted() || !view.serving()) {
            host.poke();
            client.accept(new Answer.NotLeader(leaderOf(view)));
            return;
        }
        Ledger ledger = machine.state();
        Answer lines = new Answer.Lines(ledger.lines(), ledger.chain(), ledger.read(from, atMost));
        moments.whenPast(ledger.last(), () -> client.accept(lines));
    }

    // -- from waiting commands to entries ----------------------------------------------------

    private void lookAgain() {
        if (!due && !waiting.isEmpty()) {
            due = true;
            loop.atTurnEnd(this::serve);
        }
    }

    private void serve() {
        due = false;
        while (!waiting.isEmpty() && all.allows(underWay, settings.depth())) {
            Moment moment = moments.now();
            ReplicaView view = host.view(moment);
            if (host.isHalted() || !leads(view)) {
                refuseAll(new Answer.NotLeader(leaderOf(view)));
                host.poke();
                return;
            }
            Optional<NoRoom> refusal = home.journal().room();
            if (refusal.isPresent()) {
                refuseAll(new Answer.Busy(refusal.get().reason()));
                return;
            }
            if (!proposeBatch(moment, view.ballot())) {
                waitForLease();
                return;
            }
        }
    }

    private static boolean leads(ReplicaView view) {
        return view.role().equals("leading") || view.role().equals("preparing");
    }

    private static Optional<NodeId> leaderOf(ReplicaView view) {
        return view.leader()
                .filter(leader -> !leader.equals(view.self()))
                .flatMap(leader -> view.configuration().member(leader))
                .map(member -> member.node());
    }

    /// Makes one entry of what waits; false if no timestamp can be given now.
    private boolean proposeBatch(Moment moment, Ballot ballot) {
        List<Stamped> commands = new ArrayList<>();
        List<Consumer<Answer>> clients = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()) {
            int size = Batch.bytesOf(waiting.peek().command());
            if (!commands.isEmpty() && bytes + size > settings.batchBytes()) {
                break;
            }
            Optional<Timestamp> timestamp = host.give(moment, ballot);
            if (timestamp.isEmpty()) {
                break;
            }
            Waiting next = waiting.remove();
            waitingBytes -= size;
            bytes += size;
            commands.add(new Stamped(timestamp.get(), next.command()));
            clients.add(next.client());
        }
        if (commands.isEmpty()) {
            return false;
        }
        underWay++;
        all.begin();
        host.propose(Batch.encode(commands), verdict -> settle(verdict, ballot, clients));
        return true;
    }

    /// A leader that was quiet asks for its lease; each step that follows looks again.
    private void waitForLease() {
        long now = loop.uptimeNanos();
        if (now - pokedNanos >= POKE_PAUSE_NANOS) {
            pokedNanos = now;
            host.poke();
        }
        if (!impatient && !waiting.isEmpty()) {
            impatient = true;
            long until = waiting.peek().sinceNanos() + settings.patience().toNanos();
            loop.at(until, this::losePatience);
        }
    }

    private void losePatience() {
        impatient = false;
        long longAgo = loop.uptimeNanos() - settings.patience().toNanos();
        while (!waiting.isEmpty() && waiting.peek().sinceNanos() <= longAgo) {
            Waiting first = waiting.remove();
            waitingBytes -= Batch.bytesOf(first.command());
            first.client().accept(new Answer.Busy("the leader has no majority to work with"));
        }
        lookAgain();
    }

    private void refuseAll(Answer answer) {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        all.forEach(w -> w.client().accept(answer));
    }

    // -- from verdicts to answers ------------------------------------------------------------

    private void settle(
            Verdict<List<Outcome>> verdict, Ballot ballot, List<Consumer<Answer>> clients) {
        underWay--;
        all.end();
        lookAgain();
        switch (verdict.fate()) {
            case Fate.Chosen _ -> tellOutcomes(verdict.result(), ballot, clients);
            case Fate.NotLeader(Optional<NodeId> leader) ->
                    tell(clients, new Answer.NotLeader(leader));
            case Fate.Superseded _ -> tell(clients, new Answer.NotDone());
            case Fate.Unknown _ -> tell(clients, new Answer.OutcomeUnknown());
            case Fate.Busy _ -> tell(clients, new Answer.Busy("too much is under way; slow down"));
            case Fate.Rejected(String reason) -> tell(clients, new Answer.Rejected(reason));
        }
    }

    private static void tell(List<Consumer<Answer>> clients, Answer answer) {
        clients.forEach(client -> client.accept(answer));
    }

    /// T3: nobody hears of a timestamp before it is surely past.
    private void tellOutcomes(
            Optional<List<Outcome>> outcomes, Ballot ballot, List<Consumer<Answer>> clients) {
        if (outcomes.isEmpty() || outcomes.get().size() != clients.size()) {
            tell(clients, new Answer.OutcomeUnknown());
            return;
        }
        Timestamp latest = Timestamp.MIN;
        List<Answer> answers = new ArrayList<>(clients.size());
        for (Outcome outcome : outcomes.get()) {
            answers.add(answerOf(outcome, ballot));
            if (outcome instanceof Outcome.Recorded recorded) {
                latest = Timestamp.max(latest, recorded.timestamp());
            }
        }
        moments.whenPast(
                latest,
                () -> {
                    for (int i = 0; i < answers.size(); i++) {
                        clients.get(i).accept(answers.get(i));
                    }
                });
    }

    private static Answer answerOf(Outcome outcome, Ballot ballot) {
        return switch (outcome) {
            case Outcome.Recorded r ->
                    new Answer.Recorded(r.line(), r.slot(), r.timestamp(), r.again(), ballot);
            case Outcome.Expired _ -> new Answer.Expired();
            case Outcome.Rejected(String reason) -> new Answer.Rejected(reason);
        };
    }
}
