package dev.isochron.bench.log;

import static dev.isochron.bench.harness.Target.Sense.AT_LEAST;
import static dev.isochron.bench.harness.Target.Sense.AT_MOST;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Series;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the log is to reach, as ratios within one run.
final class LogTargets {

    /// One entry needs the client's round trip, the leader's to a follower, and a sync beside it; a
    /// quarter more is for everything else.
    private static final double ONE_CLIENT = 1.25;

    private static final double AGAINST_RATIS = 3;
    private static final double AGAINST_GROUP_COMMIT = 0.3;
    private static final double MANY_GROUPS_AGAINST_ONE = 1;
    private static final double QUIET_PERCENT = 1;

    static final String ROUND_TRIP = "gRPC round trip";
    static final String CALLBACKS = "callbacks";
    static final String TOGETHER = "three at once";
    static final String ONE_GROUP = "one group";

    private LogTargets() {}

    /// The verdicts that a case allows: none when a subject of the comparison was left out.
    static List<Row> verdicts(CaseResult result) {
        List<Row> rows = new ArrayList<>();
        result.main(Subject.ISOCHRON)
                .ifPresent(isochron -> rows.addAll(verdicts(result, isochron)));
        return rows;
    }

    private static List<Row> verdicts(CaseResult result, Series isochron) {
        if (!(result.of().arrival() instanceof LogCase.Arrival.Clients(int clients))) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        if (result.of().groups() > 1) {
            rows.addAll(againstOneGroup(result, isochron));
        } else if (clients == 1) {
            rows.addAll(oneClient(result, isochron));
        } else if (clients == 256) {
            rows.addAll(manyClients(result, isochron));
        }
        return rows;
    }

    private static List<Row> oneClient(CaseResult result, Series isochron) {
        Optional<Series> disk = result.main(Subject.RAW);
        Optional<Series> network = result.find(Subject.RAW, ROUND_TRIP);
        if (disk.isEmpty() || network.isEmpty()) {
            return List.of();
        }
        List<Double> floor = new ArrayList<>();
        for (int i = 0; i < disk.get().p50Micros().size(); i++) {
            floor.add(disk.get().p50Micros().get(i) + 2 * network.get().p50Micros().get(i));
        }
        return new Target(
                        name(result, "p50 over one sync and two round trips"),
                        AT_MOST,
                        ONE_CLIENT,
                        "ratio")
                .verdict(Subject.ISOCHRON, Spread.ofRatios(isochron.p50Micros(), floor));
    }

    private static List<Row> manyClients(CaseResult result, Series isochron) {
        List<Row> rows = new ArrayList<>();
        result.main(Subject.RATIS)
                .ifPresent(ratis ->
                        rows.addAll(
                                throughput(
                                        name(result, "throughput over Ratis's"),
                                        AGAINST_RATIS,
                                        isochron,
                                        ratis)));
        result.main(Subject.RAW)
                .ifPresent(raw ->
                        rows.addAll(
                                throughput(
                                        name(result, "throughput over raw group commit's"),
                                        AGAINST_GROUP_COMMIT,
                                        isochron,
                                        raw)));
        return rows;
    }

    private static List<Row> againstOneGroup(CaseResult result, Series isochron) {
        return result.find(Subject.ISOCHRON, ONE_GROUP)
                .map(one ->
                        throughput(
                                name(result, "throughput over that of one group"),
                                MANY_GROUPS_AGAINST_ONE,
                                isochron,
                                one))
                .orElse(List.of());
    }

    private static List<Row> throughput(
            String name, double bound, Series isochron, Series reference) {
        return new Target(name, AT_LEAST, bound, "ratio")
                .verdict(
                        Subject.ISOCHRON,
                        Spread.ofRatios(isochron.perSecond(), reference.perSecond()));
    }

    /// @param percent of one core, all three servers together
    static List<Row> quiet(int groups, List<Double> percent) {
        return new Target(
                        "%,d quiet groups on three servers".formatted(groups),
                        AT_MOST,
                        QUIET_PERCENT,
                        "% of a core")
                .verdict(Subject.ISOCHRON, Spread.of(percent));
    }

    private static String name(CaseResult result, String what) {
        return result.of().label() + ", " + what;
    }
}
