package dev.isochron.bench.rebalance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.rebalance.Deed.Fate;
import dev.isochron.bench.rebalance.Deed.Kind;
import dev.isochron.bench.rebalance.Watch.Sight;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Rules;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Figures read off a run that is made up; times are in milliseconds.
class StoryTest {

    private static final long BYTES = 6_000;
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);

    private final List<Deed> deeds = new ArrayList<>();
    private final List<Sight> sights = new ArrayList<>();

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    private static Phase phase(String name, long from, long until) {
        return new Phase(name, nanos(from), nanos(until));
    }

    private void did(Kind kind, int lane, long from, long until, Fate fate) {
        deeds.add(new Deed(kind, lane, nanos(from), nanos(until), fate));
    }

    private void pulses(int lane, long... ends) {
        for (long end : ends) {
            did(Kind.PULSE, lane, end - 1, end, Fate.DONE);
        }
    }

    private void seen(long at, NodeId leader, List<Job> jobs) {
        Shard shard =
                new Shard(
                        new ShardId(1),
                        Generation.FIRST,
                        Span.of(Key.MIN, Ground.cuts().getFirst()),
                        List.of(new Replica(ONE, true), new Replica(TWO, true)),
                        Optional.of(leader));
        View view =
                new View(
                        List.of(),
                        List.of(new View.ShardSeen(shard, Survey.of(new Load(BYTES, 0)))),
                        jobs,
                        List.of(),
                        Rules.NONE);
        sights.add(new Sight(nanos(at), nanos(at + 10), view));
    }

    private Story story(Phase... phases) {
        return new Story(List.of(phases), List.of(), deeds, sights);
    }

    @Test
    void callsCountWhereTheyEnd() {
        Phase phase = phase("", 1_000, 3_000);
        did(Kind.TRANSFER, -1, 500, 999, Fate.DONE);
        did(Kind.TRANSFER, -1, 500, 1_000, Fate.DONE);
        did(Kind.TRANSFER, -1, 2_900, 2_999, Fate.DONE);
        did(Kind.TRANSFER, -1, 2_900, 2_950, Fate.FAILED);
        did(Kind.READ, -1, 2_900, 2_950, Fate.UNKNOWN);
        did(Kind.TRANSFER, -1, 2_900, 3_000, Fate.DONE);
        Story story = story(phase);
        assertEquals(1.0, story.perSecond(phase, Kind.TRANSFER));
        assertEquals(3, story.latencies(phase, Kind.TRANSFER).count());
        assertEquals(1, story.count(phase, Fate.FAILED));
        assertEquals(1, story.count(phase, Fate.UNKNOWN));
    }

    @Test
    void aGapIsBetweenTwoGoodEndsOrTheBordersOfThePhase() {
        Phase phase = phase("", 1_000, 2_000);
        pulses(0, 990, 1_100, 1_150, 1_400);
        did(Kind.PULSE, 0, 1_400, 1_700, Fate.FAILED);
        pulses(0, 1_800, 2_100);
        pulses(1, 1_300, 1_600, 1_900);
        Story story = story(phase);
        assertEquals(400, story.gapMillis(phase, 0));
        assertEquals(300, story.gapMillis(phase, 1));
        assertEquals(1_000, story.gapMillis(phase), "of a lane that has no pulse at all");
    }

    @Test
    void aSplitIsFeltInTheTwoLanesThatItParts() {
        Phase cut = phase("splits", 1_000, 1_200);
        pulses(0, 1_010, 1_060, 1_100, 1_400, 1_690);
        pulses(1, 1_010, 1_060, 1_200, 1_400, 1_690);
        Story story = new Story(List.of(cut), List.of(cut), deeds, sights);
        assertEquals(List.of(300.0), story.splitStalls());
    }

    @Test
    void aMoveOfALeaderIsFeltWhereItsShardHasAPulse() {
        Phase phase = phase("drain", 0, 10_000);
        for (long at = 0; at < 10_000; at += 50) {
            if (at < 2_100 || at > 2_400) {
                pulses(0, at);
            }
            if (at < 5_000 || at > 9_000) {
                pulses(1, at);
            }
        }
        seen(1_000, ONE, List.of());
        seen(2_000, ONE, List.of());
        seen(3_000, TWO, List.of());
        seen(4_000, TWO, List.of());
        assertEquals(List.of(400.0), story(phase).leaderMoveStalls(phase));
        assertEquals(List.of(), story(phase).leaderMoveStalls(phase("after", 3_500, 10_000)));
    }

    @Test
    void aMoveIsAsFastAsItsLearnerCatchesUp() {
        Job.Move move =
                new Job.Move(
                        new JobId(7),
                        new ShardId(1),
                        Optional.of(ONE),
                        new NodeId(3),
                        Job.Reason.BALANCE,
                        Job.Step.ADD_LEARNER);
        seen(0, ONE, List.of(move));
        seen(1_000, ONE, List.of(move.at(Job.Step.CATCH_UP)));
        seen(1_500, ONE, List.of(move.at(Job.Step.CATCH_UP)));
        seen(1_990, ONE, List.of(move.at(Job.Step.CATCH_UP)));
        seen(2_500, ONE, List.of(move.at(Job.Step.SWAP)));
        Phase whole = phase("", 0, 3_000);
        assertEquals(1, story().begun(whole, Job.Move.class));
        assertEquals(0, story().begun(whole, Job.Handover.class));
        assertEquals(0, story().begun(phase("", 1_000, 3_000), Job.Move.class));
        assertEquals(List.of(1.0 * BYTES), story().movedPerSecond(3, 1));
        assertEquals(List.of(), story().movedPerSecond(4, 1));
        assertEquals(List.of(), story().movedPerSecond(3, BYTES + 1));
    }

    @Test
    void aFailedCallMissesItsTarget() {
        List<Phase> phases = new ArrayList<>();
        long at = 0;
        for (String name :
                List.of(
                        Course.BEFORE,
                        Course.GROWING,
                        Course.SPLITTING,
                        Course.DRAINING,
                        Course.SILENT,
                        Course.LOSS,
                        Course.AFTER)) {
            phases.add(phase(name, at, at + 1_000));
            did(Kind.TRANSFER, -1, at, at + 10, Fate.DONE);
            at += 1_000;
        }
        RebalancePlan plan =
                new RebalancePlan(
                        5,
                        3,
                        1,
                        10,
                        10,
                        1,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Lifetime.BRIEF);
        assertTrue(
                ResultTable.allTargetsMet(
                        RebalanceRows.of(plan, story(phases.toArray(Phase[]::new)))));
        did(Kind.TRANSFER, -1, 6_000, 6_100, Fate.FAILED);
        List<Row> rows = RebalanceRows.of(plan, story(phases.toArray(Phase[]::new)));
        assertFalse(ResultTable.allTargetsMet(rows));
        assertTrue(ResultTable.render(rows).contains("MISS  failed calls: 1.00"));
    }
}
