package dev.isochron.simulation.cluster;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Limits;
import dev.isochron.controller.decide.Sizes;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.PeerSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.control.ControlSettings;
import dev.isochron.node.desk.DeskSettings;
import dev.isochron.node.ledger.LedgerSettings;
import dev.isochron.node.shard.ShardOptions;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.simulation.machine.Omissions;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.storage.StorageSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// How large a cluster is and how it is set. Everything is small and short, so that minutes hold
/// what takes days: logs are cut, snapshots travel, groups go quiet, leases end.
///
/// @param without rules that nobody keeps, and what else is broken on purpose
/// @param habits what differs from world to world
public record Design(
        Plan plan, PaxosSettings paxos, LogSettings log, Omissions without, Habits habits) {

    /// What is not the same in all worlds.
    ///
    /// @param forgetful whether versions are kept for seconds, and snapshots can be held
    /// @param control the pace of the controller, and when it cuts and merges by itself
    public record Habits(boolean forgetful, ControlSettings control) {}

    /// How long versions are kept where things are forgotten soon, and how long they can be held.
    public static final Duration SHORT_RETENTION = Duration.ofSeconds(6);

    public static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    private static final Duration RETENTION_STEP = Duration.ofMillis(500);

    /// Which clocks those of the world may be compared with.
    public static final String CLOCKS = "world";

    /// Where things are kept for as long as they usually are.
    public Design(Plan plan, PaxosSettings paxos, LogSettings log, Omissions without) {
        this(plan, paxos, log, without, new Habits(false, CONTROL));
    }

    private static final int SNAPSHOT_CHUNK_BYTES = 4096;
    private static final int BATCH_BYTES = 2048;

    /// The design of one seed.
    public static Design draw(Generator chance, Omissions without) {
        int nodes = chance.happens(700) ? 3 : 5;
        int groups = chance.happens(500) ? 1 : (int) chance.between(2, 4);
        int copies = nodes == 5 && chance.happens(300) ? 5 : 3;
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            ids.add(new NodeId(i));
        }
        Plan plan = new Plan(ids, groups, copies);
        return new Design(plan, paxos(chance), log(chance), without, UNRATIONED);
    }

    /// The design of one seed with shards and no ledgers.
    public static Design drawStore(Generator chance, Omissions without) {
        int nodes = chance.happens(700) ? 3 : 5;
        int copies = nodes == 5 && chance.happens(300) ? 5 : 3;
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            ids.add(new NodeId(i));
        }
        List<Key> borders = STORE_BORDERS.subList(0, (int) chance.between(0, STORE_BORDERS.size()));
        Plan plan = new Plan(ids, 0, copies, List.of(Span.ALL)).withShards(borders);
        LogSettings log = new LogSettings(1 << 18, 1 << 16, 1 << 18, 1, 1 << 22);
        return new Design(plan, paxos(chance), log, without);
    }

    /// The same shards on five nodes, three replicas of each, with a controller in a hurry.
    public Design controlled(Generator chance) {
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= CONTROLLED_NODES; i++) {
            ids.add(new NodeId(i));
        }
        Plan moved = new Plan(ids, 0, 3, plan.shards()).withController();
        return new Design(moved, paxos, log, without, new Habits(false, control(chance)));
    }

    /// Shards are cut by themselves within a run, and in most worlds merged again when their
    /// clients rest.
    private static ControlSettings control(Generator chance) {
        long bytes = LEAST_SPLIT_BYTES << chance.below(4);
        Sizes sizes = new Sizes(bytes, chance.spread(4, 40));
        ControlSettings cutting = CONTROL.withLimits(Limits.DEFAULT.with(sizes));
        return chance.happens(700)
                ? cutting.withColdFor(Duration.ofMillis(chance.spread(500, 6_000)))
                : cutting;
    }

    /// The same, but what can be forgotten is forgotten soon.
    public Design forgetting() {
        return new Design(plan, paxos, log, without, new Habits(true, CONTROL));
    }

    private static final int CONTROLLED_NODES = 5;
    private static final int ZONES = 3;
    private static final int NEWCOMERS = 2;

    /// Slow, so that pieces are held back.
    private static final long MOVE_RATE = 256 << 10;

    /// Few, so that some wait for their turn.
    private static final int FETCHES = 2;

    /// A log of a few kilobytes is overwritten before a snapshot at that rate is through, so that
    /// it would begin anew for ever: the rate and the log are chosen together, here as in earnest.
    private static final Habits UNRATIONED = new Habits(false, atRate(0));

    private static final long LEAST_SPLIT_BYTES = 1_024;

    /// A node is given up soon, so that it happens at all.
    private static final ControlSettings CONTROL = atRate(MOVE_RATE);

    private static ControlSettings atRate(long moveRate) {
        return new ControlSettings(
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                Duration.ZERO,
                moveRate,
                FETCHES,
                Locality.UNKNOWN,
                Limits.DEFAULT.with(Sizes.NEVER));
    }

    /// Between rows of the first table that a workload declares.
    private static final List<Key> STORE_BORDERS =
            List.of(Key.ofHex("50 14 05"), Key.ofHex("50 14 09"), Key.ofHex("50 14 02"));

    private static PaxosSettings paxos(Generator chance) {
        long leaseMillis = chance.spread(400, 3000);
        return new PaxosSettings(
                Duration.ofMillis(leaseMillis),
                Duration.ofMillis(leaseMillis / chance.between(4, 12)),
                Duration.ofMillis(chance.between(50, 200)),
                Duration.ofMillis(chance.between(20, 150)),
                Duration.ofMillis(leaseMillis + chance.spread(500, 20_000)),
                (int) chance.spread(1, 128),
                (int) chance.spread(1024, 65_536),
                chance.spread(65_536, 1 << 20),
                SNAPSHOT_CHUNK_BYTES);
    }

    private static LogSettings log(Generator chance) {
        int segment = 16_384 << chance.below(3);
        return new LogSettings(segment, segment / 4, segment, 1, segment * chance.between(4, 12));
    }

    public int nodes() {
        return plan.nodes().size();
    }

    /// How many machines there may be at most: founders, and those that a controller lets in.
    public int places() {
        return nodes() + (plan.seats() > 0 ? NEWCOMERS : 0);
    }

    /// Where node `number` stands: with a controller about, in one of three zones, by turns.
    public Locality locality(int number) {
        return plan.seats() == 0 ? Locality.UNKNOWN : new Locality(List.of(zone(number)));
    }

    public static Locality.Tier zone(int number) {
        return new Locality.Tier("zone", "z" + number % ZONES);
    }

    /// What node `number` is told; one that is no founder knows nothing of the founding.
    public NodeSettings of(int number) {
        NodeId self = new NodeId(number);
        return new NodeSettings(
                self,
                number <= nodes() ? plan : Plan.ofNewcomer(self),
                CLOCKS,
                paxos,
                log,
                new LedgerSettings(4096, 1 << 20),
                new DeskSettings(BATCH_BYTES, 4, 6, 256, 1 << 16, Duration.ofSeconds(2)),
                PeerSettings.DEFAULT,
                without.log(),
                shards(),
                habits.control().withLocality(locality(number)));
    }

    /// Small tables, so that they are flushed often.
    private ShardOptions shards() {
        ShardSettings usual = ShardSettings.usual();
        return new ShardOptions(
                habits.forgetful() ? usual.withRetention(SHORT_RETENTION, RETENTION_STEP) : usual,
                without.shards(),
                new StorageSettings(16 << 10, 1 << 20, 200, 200, without.storage()),
                Collections.emptySortedMap(),
                habits.forgetful() ? Optional.of(LONGEST_HOLD) : Optional.empty());
    }

    @Override
    public String toString() {
        return plan + " " + paxos + " " + log;
    }
}
