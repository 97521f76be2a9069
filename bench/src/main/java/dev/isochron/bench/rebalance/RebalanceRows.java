package dev.isochron.bench.rebalance;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import dev.isochron.bench.harness.Target.Sense;
import dev.isochron.bench.rebalance.Deed.Fate;
import dev.isochron.bench.rebalance.Deed.Kind;
import dev.isochron.controller.cluster.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The figures of one run.
final class RebalanceRows {

    private static final double LONGEST_SPLIT_MILLIS = 20;
    private static final double LONGEST_LEADER_MOVE_MILLIS = 50;
    private static final double SLOWER_TIMES = 3;
    private static final double THROUGHPUT_LEFT = 0.8;
    private static final double RATE_USED = 0.9;
    private static final double RATE_KEPT = 1.1;

    /// Sightings that tell something, and those that tell a rate within a few percent.
    private static final int SEEN = 3;

    private static final int SEEN_LONG = 20;

    /// A shard that goes over in less time tells of waiting, not of the rate.
    private static final long SECONDS_AT_RATE = 2;

    private static final double MEBI = 1 << 20;

    /// Parts in which replicas move as planned.
    private static final List<String> MOVES = List.of(Course.GROWING, Course.DRAINING);

    private final RebalancePlan plan;
    private final Story story;
    private final Map<String, Phase> phases;
    private final List<Row> rows = new ArrayList<>();

    private RebalanceRows(RebalancePlan plan, Story story) {
        this.plan = plan;
        this.story = story;
        this.phases = story.phases().stream().collect(Collectors.toMap(Phase::name, p -> p));
    }

    static List<Row> of(RebalancePlan plan, Story story) {
        RebalanceRows all = new RebalanceRows(plan, story);
        story.phases().forEach(all::addPhase);
        all.addStalls();
        all.addTargets();
        return all.rows;
    }

    private void addPhase(Phase phase) {
        String name = phase.name();
        add(name, "lasted", phase.seconds(), "s");
        add(name, "transfers", story.perSecond(phase, Kind.TRANSFER), "1/s");
        add(name, "reads", story.perSecond(phase, Kind.READ), "1/s");
        Latencies transfers = story.latencies(phase, Kind.TRANSFER);
        add(name, "transfer p50", transfers.micros(50) / 1e3, "ms");
        add(name, "transfer p99", transfers.micros(99) / 1e3, "ms");
        add(name, "transfer slowest", transfers.slowestMicros() / 1e3, "ms");
        add(name, "read p99", story.latencies(phase, Kind.READ).micros(99) / 1e3, "ms");
        add(name, "longest gap of a pulse", story.gapMillis(phase), "ms");
        add(name, "moves begun", (double) story.begun(phase, Job.Move.class), "moves");
        add(name, "handovers begun", (double) story.begun(phase, Job.Handover.class), "handovers");
        add(name, "failed", (double) story.count(phase, Fate.FAILED), "calls");
        add(name, "outcome unknown", (double) story.count(phase, Fate.UNKNOWN), "calls");
    }

    private void addStalls() {
        String name = "moves";
        List<Double> rates = story.movedPerSecond(SEEN, 1);
        if (!rates.isEmpty()) {
            Spread spread = Spread.of(rates);
            add(name, "moves measured", rates.size(), "moves");
            add(name, "moved a second", spread.median() / MEBI, "MiB/s");
            add(name, "moved a second, slowest move", spread.min() / MEBI, "MiB/s");
            add(name, "moved a second, fastest move", spread.max() / MEBI, "MiB/s");
        }
        add(name, "changes of leader measured", leaderMoves().size(), "changes");
    }

    /// Those of this run: a brief one drains nobody.
    private List<String> moves() {
        return MOVES.stream().filter(phases::containsKey).toList();
    }

    private List<Double> leaderMoves() {
        List<Double> stalls = new ArrayList<>();
        moves().forEach(name -> stalls.addAll(story.leaderMoveStalls(phase(name))));
        return stalls;
    }

    private void addTargets() {
        target(
                "split, stall of its shard",
                Sense.AT_MOST,
                LONGEST_SPLIT_MILLIS,
                "ms",
                story.splitStalls());
        target(
                "planned move of a leader, stall of its shard",
                Sense.AT_MOST,
                LONGEST_LEADER_MOVE_MILLIS,
                "ms",
                leaderMoves());
        target(
                "p99 while replicas move, over before",
                Sense.AT_MOST,
                SLOWER_TIMES,
                "times",
                ratios(moves(), this::p99));
        target(
                "throughput while replicas move, over before",
                Sense.AT_LEAST,
                THROUGHPUT_LEFT,
                "times",
                ratios(moves(), this::transfers));
        target(
                "fastest move, over the configured rate",
                Sense.AT_LEAST,
                RATE_USED,
                "times",
                fastest().stream().toList());
        target(
                "fastest move, within the configured rate",
                Sense.AT_MOST,
                RATE_KEPT,
                "times",
                fastest().stream().toList());
        target(
                "throughput with the controller dead, over before",
                Sense.AT_LEAST,
                THROUGHPUT_LEFT,
                "times",
                ratios(List.of(Course.SILENT), this::transfers));
        target("failed calls", Sense.AT_MOST, 0, "calls", failed());
    }

    /// One server may send several moves, which share its rate; so the fastest move tells.
    private Optional<Double> fastest() {
        return story.movedPerSecond(SEEN_LONG, SECONDS_AT_RATE * plan.moveRate()).stream()
                .max(Comparator.naturalOrder())
                .map(rate -> rate / plan.moveRate());
    }

    private List<Double> failed() {
        return List.of(
                (double) story.deeds().stream().filter(deed -> deed.fate() == Fate.FAILED).count());
    }

    private void target(
            String name, Sense sense, double bound, String unit, List<Double> measured) {
        if (!measured.isEmpty()) {
            rows.addAll(
                    new Target(name, sense, bound, unit)
                            .verdict(Subject.ISOCHRON, Spread.of(measured)));
        }
    }

    private List<Double> ratios(List<String> names, ToDoubleFunction<Phase> figure) {
        double before = figure.applyAsDouble(phase(Course.BEFORE));
        return names.stream().map(name -> figure.applyAsDouble(phase(name)) / before).toList();
    }

    private double p99(Phase phase) {
        return story.latencies(phase, Kind.TRANSFER).micros(99);
    }

    private double transfers(Phase phase) {
        return story.perSecond(phase, Kind.TRANSFER);
    }

    private Phase phase(String name) {
        Phase found = phases.get(name);
        if (found == null) {
            throw new IllegalStateException("no part is called " + name);
        }
        return found;
    }

    private void add(String name, String metric, double value, String unit) {
        rows.add(new Row(name, Subject.ISOCHRON, metric, value, unit));
    }
}
