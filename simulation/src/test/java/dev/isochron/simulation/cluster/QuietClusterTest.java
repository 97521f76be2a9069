package dev.isochron.simulation.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.LogDump;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.key.Key;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.machine.Omissions;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a cluster does while nobody wants anything of it, counted in events of the simulated world:
/// a task of a loop, a timer, a frame that arrives, a step of a disk.
class QuietClusterTest {

    private static final long WATCHED_SECONDS = 20;

    /// Six pings, each an event on the wire, a task, and the end of the turn that answers it; a
    /// timer on each node; and in two seconds a report of each to the controller and its answer. It
    /// was 88 when nodes and controller looked around four times a second.
    private static final long MOST_EVENTS_A_SECOND = 30;

    @Test
    void aQuietClusterIsHardlyEverAwake() {
        long events = eventsOf(1);

        assertTrue(
                events <= MOST_EVENTS_A_SECOND * WATCHED_SECONDS,
                () -> events + " events in " + WATCHED_SECONDS + " s");
    }

    @Test
    void manyQuietGroupsWakeNobodyMoreOftenThanOneDoes() {
        long ofOne = eventsOf(1);
        long ofMany = eventsOf(40);

        assertTrue(
                ofMany <= ofOne + ofOne / 10,
                () -> ofMany + " events with 40 groups, " + ofOne + " with one");
    }

    /// Else damage to what was accepted last would be taken for a torn write, and voted without.
    @Test
    void aLogAtRestSaysThatAllOfItWasSynced() {
        for (Machine machine : quiet(1).machines()) {
            machine.powerCut();
            List<String> lines = new ArrayList<>();
            LogDump.Options every = new LogDump.Options(true, OptionalLong.empty());
            LogDump log = new LogDump(machine.logDisk(), every, lines::add);
            log.run();

            lines.removeIf(line -> !line.startsWith("    "));
            assertTrue(lines.getLast().contains("horizon"), lines.getLast());
            assertEquals(log.end() - Disk.SECTOR, log.vouched());
        }
    }

    private static long eventsOf(int groups) {
        Cluster cluster = quiet(groups);
        long before = cluster.scheduler().happened();
        cluster.runFor(TimeUnit.SECONDS.toNanos(WATCHED_SECONDS));
        return cluster.scheduler().happened() - before;
    }

    /// A cluster with a controller and three shards, long after its last election.
    private static Cluster quiet(int groups) {
        Plan plan =
                new Plan(List.of(new NodeId(1), new NodeId(2), new NodeId(3)), groups, 3)
                        .withShards(List.of(Key.ofHex("50 14 05"), Key.ofHex("50 14 09")))
                        .withController();
        Design design =
                new Design(plan, PaxosSettings.defaults(), LogSettings.DEFAULT, Omissions.NONE);
        Cluster cluster = new Cluster(design, new Generator(1), null);
        cluster.machines().forEach(Machine::start);
        cluster.runFor(TimeUnit.SECONDS.toNanos(40));
        return cluster;
    }
}
