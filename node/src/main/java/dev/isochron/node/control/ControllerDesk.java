package dev.isochron.node.control;

import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.balance.Planner;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.decide.Controller;
import dev.isochron.controller.decide.Decision;
import dev.isochron.controller.wire.RecordCodec;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.ShardReport;
import dev.isochron.controller.word.View;
import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.host.Verdict;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.Effects.Fate;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The controller at one of its replicas; it works where that replica leads.
///
/// One entry is under way at a time, and all that waits then is decided on the image that entry
/// made. What is kept beside the log (who was heard, loads, what was told) belongs to one term and
/// begins anew with the next.
public final class ControllerDesk {

    /// Commands that wait, at most; reports come again.
    private static final int MAX_WAITING = 4096;

    private static final Ruling NOT_LED =
            new Ruling.Nobody("the controller's leader changed; what was asked may have happened");

    private final ReplicaHost<Boolean> host;
    private final WholeMachine<ControllerState, Boolean> machine;
    private final Loop loop;
    private final ControlSettings settings;
    private final Controller controller;
    private final Seats seats;
    private final Dispatch dispatch;
    private final Roll roll = new Roll();
    private final Stuck stuck = new Stuck();
    private final Cold cold;
    private final TreeMap<ShardId, Survey> surveys = new TreeMap<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final TreeSet<NodeId> complained = new TreeSet<>();
    private final Operator operator;
    private Optional<Ballot> leadsAt = Optional.empty();

    /// How many replicas of each shard there were at first; who joined later does not know.
    private Optional<Integer> founded = Optional.empty();

    private boolean underWay;
    private boolean due;
    private boolean ticking;
    private long tickedNanos;
    private long lookedNanos;

    /// True if a look may lead to something: the last one began with other loads, or other records.
    private boolean newLoads;

    private long lookedAtEntries = -1;

    private record Waiting(Command command, Consumer<Ruling> asker) {}

    /// @param say how a word reaches a node, this one included
    public ControllerDesk(
            ReplicaHost<Boolean> host,
            WholeMachine<ControllerState, Boolean> machine,
            Household home,
            ControlSettings settings,
            Dispatch.Say say) {
        this.host = host;
        this.machine = machine;
        this.loop = home.ports().loop();
        this.operator = home.ports().operator();
        this.settings = settings;
        this.controller = new Controller(settings.limits());
        this.seats = new Seats(host);
        this.cold = new Cold(settings);
        this.dispatch = new Dispatch(say, settings);
        host.afterStep(this::lookAgain);
    }

    /// This node founded the cluster, with so many replicas of each shard.
    public void foundedWith(int copies) {
        founded = Optional.of(Math.max(copies, settings.limits().goals().replicas()));
    }

    /// True if this replica leads, and has applied all that was chosen before it did.
    public boolean leads() {
        followRole();
        return leadsAt.isPresent();
    }

    public ClusterImage image() {
        return machine.state().image();
    }

    // -- terms -------------------------------------------------------------------------------

    private void followRole() {
        ReplicaView view = host.view();
        boolean leads =
                !host.isHalted() && view.established() && host.applied().equals(view.chosen());
        Optional<Ballot> ballot = leads ? Optional.of(view.ballot()) : Optional.empty();
        boolean over =
                leadsAt.isPresent()
                        && !(view.role().equals("leading")
                                && leadsAt.get().equals(view.ballot())
                                && !host.isHalted());
        if (over) {
            leadsAt = Optional.empty();
            failAll();
        }
        if (leadsAt.isEmpty() && ballot.isPresent()) {
            leadsAt = ballot;
            beginTerm();
        }
    }

    private void beginTerm() {
        roll.begin(loop.uptimeNanos());
        stuck.begin();
        cold.begin();
        complained.clear();
        surveys.clear();
        newLoads = true;
        tickedNanos = loop.uptimeNanos();
        dispatch.begin();
        tickLater();
    }

    private void failAll() {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.asker().accept(NOT_LED));
    }

    // -- time --------------------------------------------------------------------------------

    private void tickLater() {
        if (!ticking) {
            ticking = true;
            loop.at(loop.uptimeNanos() + settings.tick().toNanos(), this::tick);
        }
    }

    /// The node is awake to speak to its peers, as it is once a second or so.
    public void round() {
        if (!ticking && leadsAt.isPresent()) {
            tick();
        }
    }

    /// Looks around, and again soon while something moves; one that does not lead has nothing to
    /// look at, and hears of its next term by a step.
    private void tick() {
        ticking = false;
        if (host.isHalted()) {
            failAll();
            return;
        }
        long now = loop.uptimeNanos();
        boolean stoodStill = now - tickedNanos > settings.standstill().toNanos();
        tickedNanos = now;
        followRole();
        if (leadsAt.isPresent()) {
            if (stoodStill) {
                roll.begin(now);
            }
            lookAround(now);
            if (!isInformed(now) || !waiting.isEmpty() || !image().jobs().isEmpty()) {
                tickLater();
            }
        }
    }

    /// Whoever lives has reported twice in this term.
    private boolean isInformed(long now) {
        return roll.lasts(now) >= 2 * settings.report().toNanos();
    }

    private void lookAround(long now) {
        for (Server server : image().servers()) {
            boolean missed = roll.isMissed(server.id(), now, settings.grace().toNanos());
            if (server.standing().serves() && missed) {
                add(new Command.Lose(server.id()));
            } else if (server.standing() == Standing.LOST
                    && !missed
                    && roll.wasHeard(server.id())) {
                add(new Command.Resume(server.id()));
            }
        }
        stuck.look(image().jobs().values(), now).forEach(this::add);
        if (isInformed(now) && now - lookedNanos >= settings.again().toNanos()) {
            lookedNanos = now;
            founded.filter(_ -> image().usualReplicas().isEmpty())
                    .ifPresent(copies -> add(new Command.Usual(copies)));
            lookAtLoads();
            cold.look(image(), loads(), now).forEach(this::add);
            seats.look(image());
        }
        lookAgain();
        dispatch.tell(image(), seats.nodes(), now);
    }

    /// What is decided depends on the records and the loads alone.
    private void lookAtLoads() {
        long entries = machine.state().entries();
        if (newLoads || entries != lookedAtEntries) {
            newLoads = false;
            lookedAtEntries = entries;
            add(new Command.Look(new TreeMap<>(surveys)));
        }
    }

    // -- what comes in -----------------------------------------------------------------------

    /// A node tells of itself. A replica that does not lead looks whether anybody does.
    public void report(NodeId from, ControlWord.Report report) {
        if (!leads()) {
            host.poke();
            return;
        }
        long now = loop.uptimeNanos();
        roll.heard(from, now);
        ClusterImage image = image();
        boolean known =
                image.server(from)
                        .filter(server -> server.address().equals(report.address()))
                        .filter(server ->
                                report.locality().equals(Locality.UNKNOWN)
                                        || server.locality().equals(report.locality()))
                        .isPresent();
        if (!known) {
            introduce(new Command.Present(from, report.address(), report.locality()));
        }
        for (ShardReport one : report.shards()) {
            newLoads |= !one.survey().equals(surveys.put(one.shard().id(), one.survey()));
            boolean news =
                    !image.shard(one.shard().id()).equals(Optional.of(one.shard()))
                            || image.jobOf(one.shard().id()).isPresent();
            if (news) {
                add(new Command.Heard(one.shard(), one.caughtUp()));
            }
        }
        report.absent().forEach(shard -> add(new Command.Forgotten(shard, from)));
        dispatch.greet(from, seats.nodes(), now);
        lookAgain();
    }

    /// What a member says of itself is refused only if others contradict it; its operator is told
    /// once in a term.
    private void introduce(Command.Present present) {
        waiting.add(
                new Waiting(
                        present,
                        ruling -> {
                            if (ruling instanceof Ruling.Refused(String why, String remedy)
                                    && complained.add(present.server())) {
                                operator.tell("Not believed: " + why + "; " + remedy + ".");
                            }
                        }));
    }

    /// An operator asks; answered once, or not at all by a replica that does not lead.
    public void plea(Plea plea, Consumer<Ruling> asker) {
        if (!leads()) {
            host.poke();
            return;
        }
        switch (plea) {
            case Plea.Show _ -> asker.accept(new Ruling.Seen(view()));
            case Plea.PlanAll _ -> asker.accept(planned(image()));
            case Plea.PlanDrain(NodeId server) -> asker.accept(planDrain(server));
            case Plea.Do(Command command) -> ask(command, asker);
        }
    }

    private void ask(Command command, Consumer<Ruling> asker) {
        if (command instanceof Command.Remove(NodeId server) && seats.nodes().contains(server)) {
            asker.accept(
                    new Ruling.Refused(
                            server + " still has a replica of the controller",
                            "drain it, and remove it when it is empty"));
        } else if (waiting.size() >= MAX_WAITING) {
            asker.accept(new Ruling.Nobody("too much waits for the controller; ask again"));
        } else {
            waiting.add(new Waiting(command, asker));
            lookAgain();
        }
    }

    private void add(Command command) {
        if (waiting.size() < MAX_WAITING) {
            waiting.add(new Waiting(command, _ -> {}));
        }
    }

    private Ruling planDrain(NodeId server) {
        Decision decision = controller.decide(new Command.Drain(server), image());
        return switch (decision) {
            case Decision.Refused(String why, String remedy) -> new Ruling.Refused(why, remedy);
            case Decision.Decided(List<ControllerRecord> records) -> planned(image().with(records));
        };
    }

    private SortedMap<ShardId, Load> loads() {
        TreeMap<ShardId, Load> loads = new TreeMap<>();
        surveys.forEach((shard, survey) -> loads.put(shard, survey.load()));
        return loads;
    }

    private Ruling planned(ClusterImage image) {
        Plan plan = plan(image);
        return new Ruling.Planned(plan, Outlook.seconds(plan, image, settings));
    }

    private Plan plan(ClusterImage image) {
        return Planner.plan(image, loads(), settings.limits().goals());
    }

    private View view() {
        ClusterImage image = image();
        long now = loop.uptimeNanos();
        List<View.ServerSeen> servers = new ArrayList<>();
        for (Server server : image.servers()) {
            long silence = roll.silence(server.id(), now).orElse(-1_000_000);
            servers.add(new View.ServerSeen(server, silence / 1_000_000));
        }
        List<View.ShardSeen> shards =
                image.inKeyOrder().stream()
                        .map(shard ->
                                new View.ShardSeen(
                                        shard, surveys.getOrDefault(shard.id(), Survey.NONE)))
                        .toList();
        return new View(
                servers, shards, List.copyOf(image.jobs().values()), seats.nodes(), image.rules());
    }

    // -- decisions ---------------------------------------------------------------------------

    private void lookAgain() {
        if (!due) {
            due = true;
            loop.atTurnEnd(this::serve);
        }
    }

    private void serve() {
        due = false;
        followRole();
        if (leadsAt.isEmpty() || underWay || waiting.isEmpty()) {
            return;
        }
        ClusterImage image = image();
        List<ControllerRecord> records = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        List<Consumer<Ruling>> failures = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Waiting next = waiting.remove();
            switch (controller.decide(next.command(), image)) {
                case Decision.Refused(String why, String remedy) ->
                        next.asker().accept(new Ruling.Refused(why, remedy));
                case Decision.Decided(List<ControllerRecord> made) -> {
                    records.addAll(made);
                    image = image.with(made);
                    List<String> told = made.stream().map(Object::toString).toList();
                    answers.add(() -> next.asker().accept(new Ruling.Done(told)));
                    failures.add(next.asker());
                }
            }
        }
        if (records.isEmpty()) {
            answers.forEach(Runnable::run);
            return;
        }
        underWay = true;
        byte[] entry = RecordCodec.write(new RecordCodec.Batch(machine.state().entries(), records));
        host.propose(new Entry.Commands(entry), verdict -> settled(verdict, answers, failures));
    }

    private void settled(
            Verdict<Boolean> verdict, List<Runnable> answers, List<Consumer<Ruling>> failures) {
        underWay = false;
        boolean done =
                verdict.fate() instanceof Fate.Chosen && verdict.result().orElse(Boolean.FALSE);
        if (done) {
            answers.forEach(Runnable::run);
            dispatch.tell(image(), seats.nodes(), loop.uptimeNanos());
        } else {
            failures.forEach(asker -> asker.accept(NOT_LED));
        }
        lookAgain();
        tickLater();
    }

    /// The members of the controller's own group, for whoever looks on.
    public List<Member> members() {
        return host.view().configuration().everyone();
    }
}
