package dev.isochron.node.assembly;

import dev.isochron.node.founding.Founding;
import dev.isochron.node.founding.Founding.Decision;
import dev.isochron.node.founding.Incarnation;
import dev.isochron.node.founding.LifeFile;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Word;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.log.BootNumber;
import dev.isochron.paxos.log.DiskException;
import dev.isochron.paxos.log.Recovered;
import dev.isochron.paxos.log.StoreIdentity;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.log.Wal;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.storage.Storage;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/// How a node becomes part of a cluster: by its log, if it has one; else it says hello until enough
/// have answered to tell whether a cluster is to be founded, or joined.
///
/// ```
/// log ──────────────▶ member again
/// no log ── hello ──▶ found, or join ── log ──▶ member
/// ```
final class Arrival {

    private final NodeSettings settings;
    private final Ports ports;
    private final Membership.Contacts contacts;
    private final Consumer<Membership> arrived;
    private final LifeFile life;
    private final Founding founding;
    private Optional<Recovered> store;
    private boolean deciding;
    private boolean over;

    /// Reads the log, if there is one.
    ///
    /// @param arrived told once, when the node is part of a cluster
    Arrival(
            NodeSettings settings,
            Ports ports,
            Membership.Contacts contacts,
            Consumer<Membership> arrived) {
        this.settings = settings;
        this.ports = ports;
        this.contacts = contacts;
        this.arrived = arrived;
        this.store = openStore();
        lookForRows();
        contacts.roster().requireLogOrPlan(store.isPresent());
        this.life = new LifeFile(ports.disks().state(), settings.self() + " of " + settings.plan());
        this.founding =
                new Founding(
                        settings.self(),
                        presentLife(),
                        settings.plan().nodes(),
                        settings.plan().toString());
    }

    private Optional<Recovered> openStore() {
        Departure.requireUnmarked(ports.disks().state());
        return StoreIdentity.in(ports.disks().log())
                .map(found ->
                        Wal.open(
                                ports.disks().log(),
                                settings.log(),
                                new StoreIdentity(
                                        found.cluster(), settings.self(), found.incarnation()),
                                ports.chance().below(BootNumber.LOTS)));
    }

    /// A store that says nothing of any replica, where the log has some, is not the one that was
    /// here.
    private void lookForRows() {
        Optional<Ports.Rows> rows = ports.disks().rows();
        if (store.isEmpty() || rows.isEmpty() || Storage.hasReplicas(rows.get().store())) {
            return;
        }
        int lost = LostRows.note(ports.disks().state(), store.get().replicas().values());
        if (lost > 0) {
            ports.operator()
                    .tell(
                            "The store of rows of "
                                    + settings.self()
                                    + " has nothing of "
                                    + lost
                                    + " replicas that the log has. They fetch their state from"
                                    + " other nodes, and show nothing until then; they vote"
                                    + " meanwhile. isochron status tells how far that is.");
        }
    }

    private UUID presentLife() {
        if (store.isPresent()) {
            life.forget();
            return store.get().identity().incarnation();
        }
        return contacts.roster()
                .entering()
                .map(RosterFile.Kept::life)
                .orElseGet(() -> life.keptOr(this::draw));
    }

    private UUID draw() {
        Timestamp now =
                ports.clock().now() instanceof Reading.Usable(Interval interval)
                        ? interval.latest()
                        : Timestamp.MIN;
        return Incarnation.draw(now, ports.chance());
    }

    /// Begins to arrive.
    void start() {
        if (store.filter(Membership::isComplete).isPresent()) {
            Membership member = membershipOf(store.get());
            over = true;
            arrived.accept(member);
            member.resume();
        } else if (contacts.roster().entering().isPresent()) {
            become(contacts.roster().entering().get().cluster(), m -> m.join(new TreeMap<>()));
        } else {
            founding.alone().ifPresent(this::decide);
            sayHello();
            complainOfSilence();
        }
    }

    /// The node stops, arrived or not.
    void giveUp() {
        over = true;
    }

    /// The life of this node, from its log or until it has one.
    UUID incarnation() {
        return founding.incarnation();
    }

    /// How often the log was opened.
    long boot() {
        return store.map(Recovered::boot).orElse(1L);
    }

    /// Nodes of the plan that have not said hello.
    List<NodeId> silent() {
        return founding.silent();
    }

    private void sayHello() {
        if (!over) {
            for (NodeId other : settings.plan().others(settings.self())) {
                contacts.courier().say(other, founding.hello(false));
            }
            later(settings.peers().hello().toNanos(), this::sayHello);
        }
    }

    private void complainOfSilence() {
        later(
                settings.peers().patience().toNanos(),
                () -> {
                    if (!over) {
                        ports.operator()
                                .tell(
                                        "Still waiting for nodes "
                                                + founding.silent()
                                                + " before the cluster can be founded. Start them,"
                                                + " or check the addresses in --peers.");
                        complainOfSilence();
                    }
                });
    }

    /// Another node says hello.
    void hear(Frame frame, Word.Hello hello) {
        if (!hello.answer()) {
            contacts.courier().say(frame.origin().node(), founding.hello(true));
        }
        if (!deciding) {
            founding.hear(frame.origin(), hello).ifPresent(this::decide);
        }
    }

    private void decide(Decision decision) {
        switch (decision) {
            case Decision.Found found -> become(found.cluster(), m -> m.found(found.seen()));
            case Decision.Join join -> become(join.cluster(), m -> m.join(join.seen()));
            case Decision.DrawAbove(UUID known) -> drawAbove(known);
            case Decision.Conflict(NodeId with, String theirs, String ours) ->
                    ports.operator()
                            .stop(
                                    "Node "
                                            + with.value()
                                            + " was started for another cluster than this one: "
                                            + theirs
                                            + " there, "
                                            + ours
                                            + " here. Start all nodes with the same --peers,"
                                            + " --groups and --copies.");
        }
    }

    private void become(UUID cluster, Consumer<Membership> enter) {
        deciding = true;
        Recovered opened;
        try {
            opened = store.orElseGet(() -> makeStore(cluster));
            life.forget();
        } catch (StoreRefusedException | DiskException e) {
            ports.operator().stop("This node cannot make its store. " + e.getMessage());
            return;
        }
        store = Optional.of(opened);
        if (!opened.identity().cluster().equals(cluster)) {
            contacts.departure()
                    .unfinished(
                            "The data directory of this node was made for cluster "
                                    + opened.identity().cluster()
                                    + ", whose founding was never finished; the other nodes are"
                                    + " cluster "
                                    + cluster
                                    + " now. It holds no data: delete it and start this node"
                                    + " again.");
            return;
        }
        Membership member = membershipOf(opened);
        member.whenReady(() -> {
            over = true;
            arrived.accept(member);
        });
        enter.accept(member);
    }

    private Recovered makeStore(UUID cluster) {
        return Wal.open(
                ports.disks().log(),
                settings.log(),
                new StoreIdentity(cluster, settings.self(), founding.incarnation()));
    }

    private void drawAbove(UUID known) {
        if (store.isPresent()) {
            ports.operator()
                    .stop(
                            "The data directory of this node is an old copy: the cluster has met a"
                                    + " later one (incarnation "
                                    + known
                                    + "). Put the current directory back, or start the node with"
                                    + " an empty one.");
        } else {
            UUID above = Incarnation.above(known, ports.chance());
            life.keep(above);
            founding.become(above);
        }
    }

    private Membership membershipOf(Recovered recovered) {
        return new Membership(settings, ports, recovered, contacts);
    }

    private void later(long nanos, Runnable task) {
        ports.loop().at(ports.loop().uptimeNanos() + nanos, task);
    }
}
