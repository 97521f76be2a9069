package dev.isochron.node.control;

import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.ShardReport;
import dev.isochron.node.port.Loop;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What a node does for the controller: says what its shards are, carries orders out, and asks what
/// people ask.
///
/// Whoever leads the controller says so now and then; a node that has not heard it speaks to all of
/// the controller's seats, which wakes one of them.
///
/// It looks while something moves here, and else only when its node is awake to ping its peers: a
/// node that nobody wants anything of does not wake up for this.
public final class Steward {

    /// Pleas that wait, at most.
    private static final int MAX_PLEAS = 256;

    /// So many reports in a row may be lost before a leader counts as gone.
    private static final int SILENT_REPORTS = 3;

    private final Premises premises;
    private final ControlSettings settings;
    private final Loop loop;
    private final Surveyor surveyor;
    private final Foreman foreman;
    private final TreeMap<Long, Pending> pleas = new TreeMap<>();
    private List<NodeId> seats;
    private Optional<NodeId> leader = Optional.empty();
    private long heardNanos;
    private long saidNanos;
    private List<Told> told = List.of();
    private long lastPlea;
    private boolean started;
    private boolean looking;

    private record Pending(Plea plea, Consumer<Ruling> asker, long untilNanos, long askedNanos) {

        Pending askedAt(long now) {
            return new Pending(plea, asker, untilNanos, now);
        }
    }

    /// Of a report, what makes it worth telling at once.
    private record Told(Shard shard, List<NodeId> caughtUp) {}

    /// @param seats where the controller's replicas were founded
    public Steward(Premises premises, ControlSettings settings, Loop loop, List<NodeId> seats) {
        this.premises = premises;
        this.settings = settings;
        this.loop = loop;
        this.seats = seats;
        this.surveyor = new Surveyor(premises);
        this.foreman = new Foreman(premises);
    }

    /// Begins to report.
    public void start() {
        started = true;
        saidNanos = loop.uptimeNanos() - settings.report().toNanos();
        look();
    }

    /// A shard here did something: soon there may be something to tell.
    public void stir() {
        if (started && !looking) {
            looking = true;
            loop.at(loop.uptimeNanos() + settings.tick().toNanos(), this::look);
        }
    }

    /// The node is awake to speak to its peers, as it is once a second or so.
    public void round() {
        boolean due = loop.uptimeNanos() - saidNanos >= settings.reportInRound().toNanos();
        if (started && !looking && due) {
            look();
        }
    }

    private void look() {
        looking = false;
        long now = loop.uptimeNanos();
        List<ShardReport> reports = surveyor.look();
        List<Told> shapes =
                reports.stream().map(one -> new Told(one.shard(), one.caughtUp())).toList();
        boolean news = !shapes.equals(told) || foreman.hasAbsent();
        if (news || now - saidNanos >= settings.reportInRound().toNanos()) {
            saidNanos = now;
            told = shapes;
            report(reports, now);
        }
        askAgain(now);
        if (!pleas.isEmpty() || surveyor.isUnsettled()) {
            stir();
        }
    }

    private void report(List<ShardReport> reports, long now) {
        ControlWord word =
                new ControlWord.Report(
                        premises.address(), premises.locality(), reports, foreman.takeAbsent());
        listeners(now).forEach(node -> premises.say(node, word));
    }

    /// The leader, if it was heard lately; otherwise everybody who could lead.
    private List<NodeId> listeners(long now) {
        boolean lately = now - heardNanos < SILENT_REPORTS * settings.report().toNanos();
        return leader.filter(_ -> lately).map(List::of).orElse(seats);
    }

    // -- words -------------------------------------------------------------------------------

    /// A word from another node, or from this one.
    public void take(NodeId from, ControlWord word) {
        switch (word) {
            case ControlWord.Report report ->
                    premises.desk().ifPresent(desk -> desk.report(from, report));
            case ControlWord.Orders orders -> {
                leader = Optional.of(from);
                heardNanos = loop.uptimeNanos();
                seats = orders.seats();
                orders.orders().forEach(foreman::carryOut);
                if (!orders.orders().isEmpty()) {
                    stir();
                }
            }
            case ControlWord.Asking(long number, Plea plea) ->
                    premises.desk()
                            .ifPresent(desk ->
                                    desk.plea(
                                            plea,
                                            ruling ->
                                                    premises.say(
                                                            from,
                                                            new ControlWord.Ruled(
                                                                    number, ruling))));
            case ControlWord.Ruled(long number, Ruling ruling) -> {
                Pending pending = pleas.remove(number);
                if (pending != null) {
                    pending.asker().accept(ruling);
                }
            }
        }
    }

    // -- people ------------------------------------------------------------------------------

    /// Asks whoever leads the controller; `asker` hears once, within the patience.
    public void plead(Plea plea, long patienceNanos, Consumer<Ruling> asker) {
        if (pleas.size() >= MAX_PLEAS) {
            asker.accept(new Ruling.Nobody("too many questions wait here already"));
            return;
        }
        lastPlea++;
        long now = loop.uptimeNanos();
        pleas.put(lastPlea, new Pending(plea, asker, now + patienceNanos, now));
        ask(lastPlea, plea, now);
        stir();
    }

    private void ask(long number, Plea plea, long now) {
        ControlWord word = new ControlWord.Asking(number, plea);
        listeners(now).forEach(node -> premises.say(node, word));
    }

    private void askAgain(long now) {
        List<Long> over = new ArrayList<>();
        for (var entry : pleas.entrySet()) {
            Pending pending = entry.getValue();
            if (now >= pending.untilNanos()) {
                over.add(entry.getKey());
            } else if (now - pending.askedNanos() >= settings.again().toNanos()) {
                entry.setValue(pending.askedAt(now));
                ask(entry.getKey(), pending.plea(), now);
            }
        }
        for (long number : over) {
            Pending pending = pleas.remove(number);
            if (pending != null) {
                pending.asker()
                        .accept(
                                new Ruling.Nobody(
                                        "nobody who leads the controller answered; its replicas"
                                                + " are on "
                                                + seats));
            }
        }
    }
}
