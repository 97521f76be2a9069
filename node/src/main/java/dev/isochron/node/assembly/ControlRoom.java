package dev.isochron.node.assembly;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Order;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.node.control.ControllerDesk;
import dev.isochron.node.control.ControllerState;
import dev.isochron.node.control.Premises;
import dev.isochron.node.control.Steward;
import dev.isochron.node.frame.Word;
import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Puts together what a node has of the controller: a steward always, a replica where one lives.
final class ControlRoom implements Premises {

    /// People wait so long for an answer: longer than an election takes.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Household home;
    private final NodeSettings settings;
    private final Residents residents;
    private final Courier courier;
    private final RosterDesk roster;
    private final Steward steward;

    ControlRoom(
            Household home,
            NodeSettings settings,
            Residents residents,
            Courier courier,
            RosterDesk roster) {
        this.home = home;
        this.settings = settings;
        this.residents = residents;
        this.courier = courier;
        this.roster = roster;
        this.steward = new Steward(this, settings.control(), home.ports().loop(), listeners());
    }

    /// Who may lead the controller: one of its founders; a newcomer asks all, until it is told
    /// where the controller is.
    private List<NodeId> listeners() {
        if (roster.isNewcomer()) {
            return roster.others();
        }
        return settings.plan().seats() == 0
                ? List.of()
                : settings.plan().members(Plan.CONTROLLER).voters().stream()
                        .map(Member::node)
                        .toList();
    }

    /// Lets the controller's replica run from what the log holds of it.
    Resident.OfController open(ReplicaImage image, Runnable whenRetired) {
        WholeMachine<ControllerState, Boolean> machine =
                new WholeMachine<>(
                        new WholeMachine.Kind<>(
                                ControllerState.SUFFIX, new ControllerState(), ControllerState::of),
                        image.group(),
                        image.replica(),
                        new WholeMachine.Files(home.ports().disks().state(), home.ports().files()),
                        home.ports().operator()::tell);
        ReplicaHost<Boolean> host = new ReplicaHost<>(home, image, machine, whenRetired);
        ControllerDesk desk =
                new ControllerDesk(host, machine, home, settings.control(), this::say);
        if (settings.plan().seats() > 0) {
            desk.foundedWith(settings.plan().copies());
        }
        return new Resident.OfController(host, desk);
    }

    /// This node belongs to a cluster from now on; one without a controller has nobody to report
    /// to.
    void start() {
        if (hasController()) {
            roster.isLedBy(this::plead);
            steward.start();
        }
    }

    private boolean hasController() {
        return settings.plan().seats() > 0 || roster.isNewcomer();
    }

    /// The node is awake to speak to its peers, as it is once a second or so: what is due is done
    /// now, so that nobody wakes up for it alone.
    void round() {
        steward.round();
        desk().ifPresent(desk -> {
            desk.round();
            // Who the members are, its log says; whoever has a replica of it tells all.
            roster.follow(desk.image());
        });
    }

    /// A shard here did something.
    void stir() {
        steward.stir();
    }

    void take(NodeId from, ControlWord word) {
        steward.take(from, word);
    }

    void plead(Plea plea, Consumer<Ruling> asker) {
        if (!hasController()) {
            asker.accept(new Ruling.Nobody("this cluster was founded without a controller"));
        } else {
            steward.plead(plea, PATIENCE_NANOS, asker);
        }
    }

    // -- what the steward finds here ---------------------------------------------------------

    @Override
    public NodeId self() {
        return home.node();
    }

    @Override
    public String address() {
        return roster.addressOf(home.node());
    }

    @Override
    public Locality locality() {
        Locality told = settings.control().locality();
        return told.equals(Locality.UNKNOWN) ? roster.localityOf(home.node()) : told;
    }

    @Override
    public List<Tenant> tenants() {
        List<Tenant> tenants = new ArrayList<>();
        for (Resident resident : residents.shards()) {
            Plan.shardOf(resident.host().group()).flatMap(this::tenant).ifPresent(tenants::add);
        }
        return tenants;
    }

    @Override
    public Optional<Tenant> tenant(ShardId shard) {
        return residents.shard(shard).map(found -> new Tenant(shard, found.host(), found.desk()));
    }

    @Override
    public Optional<ControllerDesk> desk() {
        return residents
                .of(Plan.CONTROLLER)
                .flatMap(found ->
                        found instanceof Resident.OfController here
                                ? Optional.of(here.desk())
                                : Optional.empty());
    }

    @Override
    public void split(Order.SplitShard order) {
        residents
                .shard(order.route().shard())
                .ifPresent(found ->
                        found.desk()
                                .reshaping()
                                .split(order.route(), order.at(), order.right(), _ -> {}));
    }

    @Override
    public void merge(Order.MergeShards order) {
        residents.mergers().begin(order.route(), order.right());
    }

    @Override
    public void say(NodeId to, ControlWord word) {
        if (to.equals(home.node())) {
            home.ports().loop().atTurnEnd(() -> steward.take(to, word));
        } else {
            courier.say(to, new Word.Control(word));
        }
    }
}
