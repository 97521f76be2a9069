package dev.isochron.node.assembly;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.frame.Word;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Ports;
import dev.isochron.node.roster.Application;
import dev.isochron.node.roster.Registrar;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.roster.Verdict;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/// The roster on one node: kept, spread, and changed where this node decides.
///
/// Versions are spread by pings: who hears of an older one says the newer roster, who hears of a
/// newer one asks for it. The node that decides gives no number before a majority of the members
/// has said that it keeps no newer roster, and a newcomer is told its number only when a majority
/// keeps the roster that names it: a number is given once, even if the deciding node loses its disk
/// in between.
final class RosterDesk {

    /// Everybody is told the version this often, also those who are spoken to all the time.
    private static final long ROUND_NANOS = 2_000_000_000L;

    /// The others are asked for their version at most this often.
    private static final long ASK_NANOS = 50_000_000L;

    private final NodeSettings settings;
    private final Ports ports;
    private final Courier courier;
    private final RosterFile file;
    private final List<Consumer<Roster>> listeners = new ArrayList<>();
    private final TreeSet<NodeId> agreeing = new TreeSet<>();
    private Roster roster;
    private long keptVersion;

    /// The last version of the controller's log that was compared with the present roster.
    private long followed;

    private Optional<RosterFile.Kept> kept;
    private Optional<Controller> controller = Optional.empty();
    private boolean writing;
    private long roundNanos;
    private long askedNanos;

    /// @param settings names the founders; what it says of addresses counts more on this node than
    ///   what the roster says
    RosterDesk(NodeSettings settings, Ports ports, Courier courier) {
        this.settings = settings;
        this.ports = ports;
        this.courier = courier;
        this.file = new RosterFile(ports.disks().state());
        this.kept = file.read();
        this.roster =
                kept.map(RosterFile.Kept::roster)
                        .orElseGet(() ->
                                Roster.ofFounders(
                                        settings.plan().nodes(), settings.shards()::addressOf));
        this.keptVersion = roster.version();
        this.roundNanos = ports.loop().uptimeNanos();
        this.askedNanos = roundNanos - ASK_NANOS;
    }

    Loop loop() {
        return ports.loop();
    }

    // -- what it says ------------------------------------------------------------------------

    Roster roster() {
        return roster;
    }

    /// The members besides this node.
    List<NodeId> others() {
        return roster.others(settings.self());
    }

    /// Where a node is reached; a name that is no address where nobody told.
    String addressOf(NodeId node) {
        String told = settings.shards().addresses().get(node);
        return told != null
                ? told
                : roster.addressOf(node).orElseGet(() -> settings.shards().addressOf(node));
    }

    /// Where a node stands, as far as was told.
    Locality localityOf(NodeId node) {
        Roster.Entry entry = roster.entries().get(node);
        return Locality.parse(entry == null ? "" : entry.locality());
    }

    /// What this node believes of the shards before it hears of them. A newcomer knows that
    /// somebody has each key; those whom it names know more.
    List<ShardEntry> firstHints() {
        if (settings.plan().nodes().size() > 1 || roster.members().size() == 1) {
            return settings.plan().entries(this::addressOf);
        }
        List<Place> anywhere =
                others().stream()
                        .limit(ShardEntry.MAX_REPLICAS)
                        .map(node -> new Place(node.value(), addressOf(node)))
                        .toList();
        Route first = new Route(new ShardId(1), Generation.FIRST);
        return List.of(new ShardEntry(first, Span.ALL, anywhere, Optional.empty()));
    }

    /// True if this node was told nothing of the founding.
    boolean isNewcomer() {
        return settings.plan().seats() == 0
                && settings.plan().nodes().size() == 1
                && roster.members().size() > 1;
    }

    private SortedMap<NodeId, String> addresses() {
        TreeMap<NodeId, String> all = new TreeMap<>();
        roster.members().forEach(node -> all.put(node, addressOf(node)));
        return all;
    }

    /// `listener` is told the roster now, and again whenever it changes.
    void whenChanged(Consumer<Roster> listener) {
        listeners.add(listener);
        listener.accept(roster);
    }

    /// Begins to tell the network where the nodes are.
    void connect() {
        whenChanged(_ -> ports.network().peers(addresses()));
    }

    /// As whom this node is to enter the cluster, if it was let in and has not begun yet.
    Optional<RosterFile.Kept> entering() {
        return kept.filter(RosterFile.Kept::isEntering);
    }

    /// A newcomer that has begun has a log, or its place is lost: what the log promised would be
    /// forgotten (P6).
    ///
    /// @throws StoreRefusedException if it has none
    void requireLogOrPlan(boolean hasLog) {
        boolean founder = settings.plan().nodes().size() > 1;
        boolean begun = kept.filter(k -> !k.isEntering()).isPresent();
        if (begun && !hasLog && !founder) {
            throw new StoreRefusedException(
                    StoreRefusedException.Reason.UNFINISHED,
                    RosterFile.NAME,
                    "the log of node " + settings.self().value() + " is gone",
                    "Delete the whole directory and let the server in anew with --join; it gets"
                            + " another number.");
        }
    }

    /// This node is a member of `cluster`, with a log of its own.
    void entered(UUID cluster) {
        boolean change = kept.filter(RosterFile.Kept::isEntering).isPresent();
        kept = Optional.of(new RosterFile.Kept(cluster, settings.self(), Roster.UNASKED, roster));
        if (change) {
            write();
        }
    }

    // -- newer ones --------------------------------------------------------------------------

    /// Takes a roster over if it is newer than the present one.
    void take(Roster other) {
        if (other.version() <= roster.version()) {
            return;
        }
        if (other.wasRemoved(settings.self())) {
            ports.operator()
                    .stop(
                            "This node was removed from the cluster; its number is not used again."
                                    + " To let the server in anew, start it with an empty directory"
                                    + " and --join.");
            return;
        }
        roster = other;
        followed = other.version();
        agreeing.clear();
        listeners.forEach(listener -> listener.accept(roster));
        write();
    }

    private void write() {
        if (writing || kept.isEmpty()) {
            return;
        }
        writing = true;
        RosterFile.Kept content = kept.get().with(roster);
        ports.files().submit(file.replaceBy(content), failure -> written(content, failure));
    }

    private void written(RosterFile.Kept content, Optional<RuntimeException> failure) {
        writing = false;
        if (failure.isPresent()) {
            ports.operator()
                    .tell("The list of nodes could not be written: " + failure.get().getMessage());
            return;
        }
        keptVersion = content.roster().version();
        if (keptVersion < roster.version()) {
            write();
        } else {
            sayVersion(false);
        }
    }

    private void sayVersion(boolean asks) {
        Word.Ping ping = new Word.Ping(keptVersion, asks);
        others().forEach(node -> courier.say(node, ping));
    }

    /// Something is said to whoever was told nothing for `pauseNanos`, and now and then to all; the
    /// result is when somebody may have been told nothing for so long again.
    long ping(long pauseNanos) {
        long now = ports.loop().uptimeNanos();
        if (roster.version() == Roster.FOUNDING || now - roundNanos < ROUND_NANOS) {
            return courier.ping(others(), pauseNanos, new Word.Ping(keptVersion, false));
        }
        roundNanos = now;
        if (keptVersion < roster.version()) {
            write();
        }
        sayVersion(false);
        return now + pauseNanos;
    }

    void take(NodeId from, Word.Ping ping) {
        if (ping.roster() < roster.version()) {
            agreeing.remove(from);
            courier.say(from, new Word.Nodes(roster));
        } else if (ping.roster() > roster.version()) {
            courier.say(from, new Word.Ping(keptVersion, true));
        } else {
            agreeing.add(from);
        }
        if (ping.asks() && ping.roster() >= keptVersion) {
            courier.say(from, new Word.Ping(keptVersion, false));
        }
    }

    // -- newcomers ---------------------------------------------------------------------------

    /// Decides about a server that wants to join, or says who does; `asker` is told once.
    void apply(Application asked, UUID cluster, Consumer<Verdict> asker) {
        Registrar registrar = new Registrar(cluster, settings.clockDomain());
        if (controller.isEmpty()) {
            asker.accept(decide(asked, registrar));
            return;
        }
        Optional<Verdict> known = registrar.beforehand(asked, roster);
        if (known.isPresent()) {
            asker.accept(known.get());
        } else {
            controller
                    .get()
                    .ask(
                            new Plea.Do(registrar.join(asked, roster)),
                            ruling -> asker.accept(Registrar.verdict(ruling)));
        }
    }

    /// Whom a node asks that lets nobody in by itself.
    interface Controller {
        void ask(Plea plea, Consumer<Ruling> asker);
    }

    /// The controller gives the numbers from now on.
    void isLedBy(Controller other) {
        controller = Optional.of(other);
    }

    /// What the controller's log says of the members; `image` is as that log made it, so the same
    /// changes make the same roster on every node that has it.
    void follow(ClusterImage image) {
        long version = Roster.FOUNDING + image.memberChanges();
        if (version <= Math.max(followed, roster.version())) {
            return;
        }
        followed = version;
        TreeMap<NodeId, Roster.Entry> entries = new TreeMap<>(roster.entries());
        for (Server server : image.servers()) {
            entries.put(
                    server.id(),
                    new Roster.Entry(
                            server.address(),
                            server.locality().toString(),
                            server.life(),
                            server.standing() != Standing.REMOVED));
        }
        // Founders that report what everybody knows are no news.
        if (!entries.equals(roster.entries())) {
            take(new Roster(version, entries));
        }
    }

    /// In a cluster without a controller the member with the lowest number decides.
    private Verdict decide(Application asked, Registrar registrar) {
        Optional<Verdict> owner = registrar.owner(asked);
        if (owner.isPresent()) {
            return owner.get();
        }
        NodeId decides = Registrar.of(roster).orElse(settings.self());
        if (!decides.equals(settings.self())) {
            return new Verdict.Elsewhere(List.of(addressOf(decides)));
        }
        Verdict verdict = registrar.decide(asked, roster);
        if (!(verdict instanceof Verdict.Admitted(UUID _, NodeId number, Roster with))) {
            return verdict;
        }
        boolean isNew = with.version() > roster.version();
        List<NodeId> asking = new ArrayList<>(roster.members());
        asking.remove(number);
        if (!isAgreed(asking)) {
            askAround();
            return new Verdict.Elsewhere(List.of());
        }
        if (isNew) {
            String who = "A server at " + asked.address() + " joins as node " + number.value();
            ports.operator().tell(who + ".");
            take(with);
            return new Verdict.Elsewhere(List.of());
        }
        return verdict;
    }

    /// Whoever wants to join may ask as often as it likes.
    private void askAround() {
        long now = ports.loop().uptimeNanos();
        if (now - askedNanos >= ASK_NANOS) {
            askedNanos = now;
            sayVersion(true);
        }
    }

    /// Whether this node and enough others, a majority of these, keep the present roster.
    private boolean isAgreed(List<NodeId> members) {
        long same = members.stream().filter(agreeing::contains).count();
        return keptVersion == roster.version() && (same + 1) * 2 > members.size();
    }
}
