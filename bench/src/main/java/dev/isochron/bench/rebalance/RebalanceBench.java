package dev.isochron.bench.rebalance;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.GrowingServers;
import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs a [RebalancePlan] and returns its rows.
public final class RebalanceBench {

    private static final Duration FOUNDING = Duration.ofMinutes(2);

    /// Failures that are told in words.
    private static final int TOLD = 5;

    private final RebalancePlan plan;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /// @param progress is told what is being done
    public RebalanceBench(RebalancePlan plan, Workspace workspace, Consumer<String> progress) {
        this.plan = plan;
        this.workspace = workspace;
        this.progress = progress;
    }

    /// Every figure of the run.
    ///
    /// @throws IOException if a change did not end in time, or money was made or lost
    public List<Row> run() throws IOException, InterruptedException {
        progress.accept("starting three servers and loading %,d rows".formatted(plan.rows()));
        try (GrowingServers servers =
                        GrowingServers.found(
                                workspace.directory("servers"),
                                List.of("--split-at=" + Ground.founding()),
                                List.of(
                                        "--grace=" + plan.grace().toSeconds() + "s",
                                        "--move-rate=" + plan.moveRate()),
                                plan.lifetime());
                Traffic traffic = new Traffic(connect(servers), plan);
                Overseer overseer = new Overseer(servers::addresses)) {
            traffic.load();
            traffic.start();
            progress.accept("warming up");
            TimeUnit.MILLISECONDS.sleep(plan.warmUp().toMillis());
            return RebalanceRows.of(plan, story(servers, overseer, traffic));
        } catch (IsochronException | Traffic.WrongSum failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private static Isochron connect(GrowingServers servers) {
        return Isochron.connect(
                ClientSettings.of(String.join(",", servers.addresses()))
                        .withConnectTimeout(FOUNDING));
    }

    private Story story(GrowingServers servers, Overseer overseer, Traffic traffic)
            throws IOException, InterruptedException {
        Course course = new Course(servers, overseer, plan, progress);
        List<Watch.Sight> sights;
        try (Watch watch = Watch.start(overseer)) {
            course.run();
            sights = watch.sights();
        }
        List<Deed> deeds = traffic.stop();
        traffic.failures().stream().limit(TOLD).forEach(progress);
        traffic.audit(deeds, progress);
        return new Story(course.phases(), course.splits(), deeds, sights);
    }
}
