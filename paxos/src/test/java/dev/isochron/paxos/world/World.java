package dev.isochron.paxos.world;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.PaxosReplica;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.paxos.replica.Rule;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One group on several nodes. Time stands still and messages lie on the wire until the test moves
/// them. True time begins at 10 s, so that leases read as small numbers.
public final class World {
    private static final Timestamp BEGINNING = new Timestamp(Duration.ofSeconds(10).toNanos());

    /// More steps than this without a pause is two replicas talking in circles.
    private static final int TOO_MANY_STEPS = 20_000;

    private final GroupId group = new GroupId(1);
    private final PaxosSettings settings;
    private final Set<Rule> rules;
    private final Configuration first;
    private final TreeMap<NodeId, Host> hosts = new TreeMap<>();
    private final Wire wire = new Wire();
    private final List<String> said = new ArrayList<>();
    private final TreeMap<Long, String> asked = new TreeMap<>();
    private final Judge judge;
    private Timestamp now = BEGINNING;

    /// A group of `voters` replicas on as many nodes, and `spare` nodes without one.
    public World(int voters, int spare, PaxosSettings settings, Set<Rule> rules) {
        this.settings = settings;
        this.rules = rules;
        List<NodeId> nodes = new ArrayList<>();
        for (int i = 1; i <= voters; i++) {
            nodes.add(new NodeId(i));
        }
        first = Configuration.initial(nodes);
        judge = new Judge(first, this::say);
        for (int i = 1; i <= voters + spare; i++) {
            hosts.put(new NodeId(i), new Host(this, new NodeId(i)));
        }
        for (int i = 1; i <= voters; i++) {
            ReplicaId self = new ReplicaId(i);
            host(i).create(self, new HardRecord.Began(group, self, Slot.FIRST, first));
        }
        said.clear();
    }

    /// Small sizes, no jitter: what a scenario can show whole.
    public static PaxosSettings smallSettings() {
        return new PaxosSettings(
                Duration.ofSeconds(3),
                Duration.ofMillis(250),
                Duration.ofMillis(200),
                Duration.ZERO,
                Duration.ofSeconds(5),
                4,
                1024,
                1 << 16,
                16);
    }

    GroupId group() {
        return group;
    }

    PaxosSettings settings() {
        return settings;
    }

    Set<Rule> rules() {
        return rules;
    }

    Configuration first() {
        return first;
    }

    public Timestamp now() {
        return now;
    }

    long uptime() {
        return now.nanos() - BEGINNING.nanos();
    }

    public Wire wire() {
        return wire;
    }

    public Judge judge() {
        return judge;
    }

    public Host host(long node) {
        return Optional.ofNullable(hosts.get(new NodeId(node)))
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + node));
    }

    public HandClock clock(Host of) {
        return of.clock;
    }

    public List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    // -- narration -------------------------------------------------------------------------------

    void say(String line) {
        said.add(line);
    }

    /// All that happened since the last call.
    public List<String> takeSaid() {
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }

    String asked(long token) {
        return asked.getOrDefault(token, "nobody's request " + token);
    }

    // -- what can be made to happen --------------------------------------------------------------

    public void propose(Host at, String text) {
        at.step(new Input.Propose(token(text), Words.entry(text)), at.id() + " is given " + text);
    }

    public void change(Host at, Input.MemberChange change, String words) {
        at.step(new Input.Change(token("the change"), change), at.id() + " is told to " + words);
    }

    private long token(String what) {
        long token = asked.size() + 1L;
        asked.put(token, what);
        return token;
    }

    public void tick(Host at) {
        at.step(new Input.Tick(), at.id() + " ticks");
    }

    /// The next timestamp that this node's replica gives, if it may.
    public Optional<Timestamp> give(Host at) {
        Optional<Timestamp> given = at.replica().flatMap(r -> r.give(at.moment()));
        given.ifPresent(t -> judge.gave(at.id(), t, leaseEnd(at)));
        return given;
    }

    /// True if the node's replica may publish `t`; it counts as given then.
    public boolean publish(Host at, Timestamp t) {
        boolean may = at.replica().map(r -> r.publish(at.moment(), t)).orElse(false);
        if (may && t.isAfter(judge.lastGiven())) {
            judge.gave(at.id(), t, leaseEnd(at));
        }
        return may;
    }

    private static Timestamp leaseEnd(Host host) {
        return host.view().map(ReplicaView::leaseEnd).orElse(Timestamp.MIN);
    }

    /// True if the node's replica may promise that nobody else gives anything up to `t`.
    public boolean vouch(Host at, Timestamp t) {
        boolean may = at.replica().map(r -> r.vouch(at.moment(), t)).orElse(false);
        if (may) {
            judge.vouched(at.id(), t);
        }
        return may;
    }

    /// Puts a message on the wire that no replica sent.
    public void forge(long fromNode, Envelope envelope, long toNode) {
        wire.send(new Wire.Parcel(new NodeId(fromNode), new NodeId(toNode), envelope));
    }

    public void forge(long from, long to, Message message) {
        forge(from, new Envelope(group, new ReplicaId(from), new ReplicaId(to), message), to);
    }

    /// Delivers the oldest message that is wanted; false if there is none.
    public boolean deliver(Predicate<Wire.Parcel> wanted) {
        Optional<Wire.Parcel> parcel = wire.first(wanted);
        parcel.ifPresent(p -> {
            wire.remove(p);
            arrive(p);
        });
        return parcel.isPresent();
    }

    /// Delivers it and leaves a copy on the wire.
    public boolean deliverCopy(Predicate<Wire.Parcel> wanted) {
        Optional<Wire.Parcel> parcel = wire.first(wanted);
        parcel.ifPresent(this::arrive);
        return parcel.isPresent();
    }

    private void arrive(Wire.Parcel parcel) {
        Host host = hosts.get(parcel.to());
        if (host != null && host.isUp()) {
            host.deliver(parcel);
        } else {
            say("lost: " + parcel);
        }
        judge.look(hosts(), now);
    }

    /// Delivers everything, oldest first, until nothing is in flight.
    public void run() {
        run(_ -> true);
    }

    public void run(Predicate<Wire.Parcel> wanted) {
        for (int steps = 0; deliver(wanted); steps++) {
            if (steps > TOO_MANY_STEPS) {
                throw new IllegalStateException("the replicas talk in circles: " + wire.inFlight());
            }
        }
    }

    /// True time moves, nothing else happens.
    public void sleep(Duration time) {
        now = now.plusNanos(time.toNanos());
        judge.look(hosts(), now);
    }

    /// Time passes as it would: messages arrive at once, and whoever wants to be woken is.
    public void pass(Duration time) {
        pass(time, _ -> true);
    }

    public void pass(Duration time, Predicate<Wire.Parcel> wanted) {
        Timestamp end = now.plusNanos(time.toNanos());
        for (int steps = 0; ; steps++) {
            run(wanted);
            Optional<Host> next = nextToWake();
            Timestamp at = next.map(this::wakesAt).orElse(Timestamp.MAX);
            if (at.isAfter(end) || next.isEmpty()) {
                break;
            }
            now = Timestamp.max(now, at);
            tick(next.get());
            judge.look(hosts(), now);
            if (steps > TOO_MANY_STEPS) {
                throw new IllegalStateException(
                        "ticks without end at " + next.get().id() + ": " + next.get().replica());
            }
        }
        now = end;
        judge.look(hosts(), now);
    }

    private Optional<Host> nextToWake() {
        Optional<Host> next = Optional.empty();
        for (Host host : hosts.values()) {
            boolean sooner = next.isEmpty() || wakesAt(host).isBefore(wakesAt(next.get()));
            if (host.replica().isPresent() && sooner) {
                next = Optional.of(host);
            }
        }
        return next;
    }

    private Timestamp wakesAt(Host host) {
        host.view(); // refreshes the clock that the replica judges by
        return BEGINNING.plusNanos(
                host.replica().map(PaxosReplica::wakeAtNanos).orElse(Long.MAX_VALUE));
    }
}
