package dev.isochron.bench.log;

import dev.isochron.bench.harness.Load;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Runs a [LogPlan] and returns its rows.
///
/// One group first, all subjects alive and taking turns; then many groups, one subject at a time,
/// since many idle groups of one would cost the others processor time; then quiet groups.
public final class LogBench {

    /// Groups are quiet five seconds after their last entry, and the store's horizon lapses a lease
    /// later; the compilers are busy for longer with what founding the groups has left them.
    private static final Duration GOING_QUIET = Duration.ofSeconds(30);

    private final LogPlan plan;
    private final List<LogSubject> subjects;
    private final boolean withRaw;
    private final Workspace workspace;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> verdicts = new ArrayList<>();

    /// @param subjects the replicated logs to measure
    /// @param withRaw whether to measure the bare disk and network too
    /// @param progress is told what is being done
    public LogBench(
            LogPlan plan,
            List<LogSubject> subjects,
            boolean withRaw,
            Workspace workspace,
            Consumer<String> progress) {
        this.plan = plan;
        this.subjects = List.copyOf(subjects);
        this.withRaw = withRaw;
        this.workspace = workspace;
        this.progress = progress;
    }

    /// Every figure, and after them a verdict for each target that could be judged.
    public List<Row> run() throws IOException, InterruptedException {
        if (plan.parts().contains(LogPart.ONE_GROUP)) {
            oneGroup();
        }
        if (plan.parts().contains(LogPart.MANY_GROUPS)) {
            for (LogSubject subject : subjects) {
                manyGroups(subject);
            }
        }
        if (plan.parts().contains(LogPart.QUIET_GROUPS)) {
            for (LogSubject subject : subjects) {
                if (subject.subject() == Subject.ISOCHRON) {
                    quietGroups(subject);
                }
            }
        }
        List<Row> all = new ArrayList<>(rows);
        all.addAll(verdicts);
        return all;
    }

    private void oneGroup() throws IOException, InterruptedException {
        try (Running running = new Running(workspace, plan, progress)) {
            running.startAll(subjects, withRaw);
            for (int payload : plan.payloads()) {
                CaseResult busiest = closedLoads(running, payload, 1);
                if (plan.parts().contains(LogPart.OPEN_LOADS) && !subjects.isEmpty()) {
                    openLoad(running, payload, busiest);
                }
            }
            running.discard();
        }
    }

    /// The cases of one payload; the result is that of the last one, which has most clients.
    private CaseResult closedLoads(Running running, int payload, int groups)
            throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (int clients : plan.clients()) {
            Load load = new Load.Closed(clients, plan.length());
            results.add(
                    measure(
                            running,
                            LogCase.closed(payload, clients, groups),
                            new LoadOrder(load, payload)));
        }
        return results.getLast();
    }

    private void openLoad(Running running, int payload, CaseResult busiest)
            throws IOException, InterruptedException {
        int rate = openRate(busiest);
        measure(
                running,
                LogCase.open(payload, rate, 1),
                new LoadOrder(new Load.Open(rate, plan.length()), payload));
    }

    /// Half of what the slowest log managed with most clients: each can keep up, and all are asked
    /// the same. Rounded down to hundreds, since the rate names the case.
    private int openRate(CaseResult busiest) {
        double slowest =
                subjects.stream()
                        .flatMap(subject -> busiest.main(subject.subject()).stream())
                        .flatMap(series -> series.perSecond().stream())
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElseThrow();
        return Math.max(100, (int) (slowest / 2) / 100 * 100);
    }

    private void manyGroups(LogSubject subject) throws IOException, InterruptedException {
        try (Running running = new Running(workspace, plan, progress)) {
            running.startLog(subject, plan.manyGroups(), "");
            if (subject.subject() == Subject.ISOCHRON) {
                running.startLog(subject, 1, LogTargets.ONE_GROUP);
            }
            for (int payload : plan.payloads()) {
                closedLoads(running, payload, plan.manyGroups());
            }
            running.discard();
        }
    }

    private void quietGroups(LogSubject subject) throws IOException, InterruptedException {
        int groups = plan.quietGroups();
        progress.accept("starting %,d groups".formatted(groups));
        try (LoadedCluster cluster = subject.start(groups, workspace.directory("quiet"), false)) {
            progress.accept("letting %,d groups go quiet".formatted(groups));
            Thread.sleep(Math.max(plan.warmUp().toMillis(), GOING_QUIET.toMillis()));
            List<Double> percent = new ArrayList<>();
            Duration each = plan.idle().dividedBy(plan.repetitions());
            for (int repetition = 0; repetition < plan.repetitions(); repetition++) {
                progress.accept("watching %,d quiet groups".formatted(groups));
                percent.add(100 * cluster.idleCores(each));
            }
            verdicts.addAll(LogTargets.quiet(groups, percent));
        }
    }

    private CaseResult measure(Running running, LogCase of, LoadOrder order)
            throws IOException, InterruptedException {
        CaseResult result =
                CaseResult.measure(of, running.probes(order), plan.repetitions(), progress);
        rows.addAll(result.rows());
        verdicts.addAll(LogTargets.verdicts(result));
        return result;
    }
}
