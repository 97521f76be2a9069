package dev.isochron.bench.rebalance;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.rebalance.Deed.Fate;
import dev.isochron.bench.rebalance.Deed.Kind;
import dev.isochron.bench.rebalance.Watch.Sight;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// All of one run.
///
/// @param phases the parts, in order
/// @param splits one for each cut, from its order until the controller knew both halves
/// @param deeds of all clients
/// @param sights of the watch
record Story(List<Phase> phases, List<Phase> splits, List<Deed> deeds, List<Sight> sights) {

    /// A report may be so late, behind what it reports.
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /// Shards have their first gap behind a cut when the two halves elect.
    private static final long AFTER_CUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    Story {
        phases = List.copyOf(phases);
        splits = List.copyOf(splits);
        deeds = List.copyOf(deeds);
        sights = List.copyOf(sights);
    }

    /// Calls of one kind that ended well within a phase, a second.
    double perSecond(Phase phase, Kind kind) {
        long done =
                deeds.stream()
                        .filter(deed -> deed.kind() == kind && deed.isDone())
                        .filter(deed -> deed.endsWithin(phase))
                        .count();
        return done / phase.seconds();
    }

    /// How long calls of one kind took that ended within a phase, whatever became of them.
    Latencies latencies(Phase phase, Kind kind) {
        Latencies latencies = new Latencies();
        for (Deed deed : deeds) {
            if (deed.kind() == kind && deed.endsWithin(phase)) {
                latencies.record(deed.untilNanos() - deed.fromNanos());
            }
        }
        return latencies;
    }

    long count(Phase phase, Fate fate) {
        return deeds.stream().filter(deed -> deed.fate() == fate && deed.endsWithin(phase)).count();
    }

    /// The longest time within a phase in which no pulse of a lane ended well.
    double gapMillis(Phase phase, int lane) {
        List<Long> ends = new ArrayList<>();
        for (Deed deed : deeds) {
            if (deed.lane() == lane && deed.isDone() && deed.endsWithin(phase)) {
                ends.add(deed.untilNanos());
            }
        }
        ends.sort((a, b) -> Long.compare(a - phase.fromNanos(), b - phase.fromNanos()));
        long before = phase.fromNanos();
        long longest = 0;
        for (long end : ends) {
            longest = Math.max(longest, end - before);
            before = end;
        }
        return Math.max(longest, phase.untilNanos() - before) / 1e6;
    }

    /// The longest of all lanes.
    double gapMillis(Phase phase) {
        double longest = 0;
        for (int lane = 0; lane < Ground.LANES; lane++) {
            longest = Math.max(longest, gapMillis(phase, lane));
        }
        return longest;
    }

    /// The longest gap around each cut, of the two lanes that it parts.
    List<Double> splitStalls() {
        List<Double> stalls = new ArrayList<>();
        for (int cut = 0; cut < splits.size(); cut++) {
            Phase around = splits.get(cut).wider(0, AFTER_CUT_NANOS);
            stalls.add(Math.max(gapMillis(around, 2 * cut), gapMillis(around, 2 * cut + 1)));
        }
        return stalls;
    }

    /// The longest gap around each change of leader within a phase, of the lanes of its shard.
    List<Double> leaderMoveStalls(Phase phase) {
        List<Double> stalls = new ArrayList<>();
        Map<ShardId, NodeId> leaders = new TreeMap<>();
        long before = phase.fromNanos();
        for (Sight sight : sights) {
            boolean within =
                    sight.askedNanos() - phase.fromNanos() >= 0
                            && sight.heardNanos() - phase.untilNanos() < 0;
            for (View.ShardSeen seen : sight.view().shards()) {
                Shard shard = seen.shard();
                Optional<NodeId> now = shard.leader();
                if (now.isEmpty()) {
                    continue;
                }
                NodeId was = leaders.put(shard.id(), now.get());
                if (within && was != null && !was.equals(now.get())) {
                    Phase around = new Phase("", before - LATE_NANOS, sight.heardNanos());
                    stall(around, shard.span()).ifPresent(stalls::add);
                }
            }
            before = sight.askedNanos();
        }
        return stalls;
    }

    private Optional<Double> stall(Phase around, Span span) {
        Optional<Double> longest = Optional.empty();
        for (int lane = 0; lane < Ground.LANES; lane++) {
            if (span.contains(Ground.key(Ground.pulse(lane)))) {
                double gap = gapMillis(around, lane);
                longest = Optional.of(Math.max(longest.orElse(0.0), gap));
            }
        }
        return longest;
    }

    /// How many jobs of a kind the controller began within a phase, as far as the watch saw them.
    long begun(Phase phase, Class<? extends Job> kind) {
        TreeSet<JobId> before = new TreeSet<>();
        TreeSet<JobId> within = new TreeSet<>();
        for (Sight sight : sights) {
            for (Job job : sight.view().jobs()) {
                if (sight.heardNanos() - phase.fromNanos() < 0) {
                    before.add(job.id());
                } else if (sight.heardNanos() - phase.untilNanos() < 0 && kind.isInstance(job)) {
                    within.add(job.id());
                }
            }
        }
        within.removeAll(before);
        return within.size();
    }

    /// Bytes a second of each move whose learner was seen catching up.
    ///
    /// @param sightings at least so many times, as what happens between two is not seen
    /// @param leastBytes of a shard that counts
    List<Double> movedPerSecond(int sightings, long leastBytes) {
        Map<JobId, List<Sight>> catching = new LinkedHashMap<>();
        Map<JobId, Long> bytes = new LinkedHashMap<>();
        for (Sight sight : sights) {
            for (Job job : sight.view().jobs()) {
                if (job instanceof Job.Move move && move.step() == Job.Step.CATCH_UP) {
                    catching.computeIfAbsent(job.id(), _ -> new ArrayList<>()).add(sight);
                    bytes.merge(job.id(), bytesOf(sight.view(), job.shard()), Math::max);
                }
            }
        }
        List<Double> rates = new ArrayList<>();
        catching.forEach((job, seen) -> {
            long nanos = seen.getLast().heardNanos() - seen.getFirst().askedNanos();
            long moved = bytes.getOrDefault(job, 0L);
            if (seen.size() >= sightings && moved >= leastBytes) {
                rates.add(moved / (nanos / 1e9));
            }
        });
        return rates;
    }

    private static long bytesOf(View view, ShardId shard) {
        return view.shards().stream()
                .filter(seen -> seen.shard().id().equals(shard))
                .mapToLong(seen -> seen.load().bytes())
                .sum();
    }
}
