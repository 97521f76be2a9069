package dev.isochron.bench.stall;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.rebalance.Overseer;
import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs a [StallPlan] and returns its rows.
public final class StallBench {

    private static final Duration FOUNDING = Duration.ofMinutes(2);
    private static final int SERVERS = 3;

    /// Failures that are told in words.
    private static final int TOLD = 5;

    private final StallPlan plan;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /// @param progress is told what is being done
    public StallBench(StallPlan plan, Workspace workspace, Consumer<String> progress) {
        this.plan = plan;
        this.workspace = workspace;
        this.progress = progress;
    }

    /// Every figure of the run.
    ///
    /// @throws IOException if a change did not happen in time
    public List<Row> run() throws IOException, InterruptedException {
        progress.accept("starting three servers");
        // What the controller would cut or move by itself is no part of this.
        List<String> words = List.of("--split-load=0", "--split-size=0", "--grace=10min");
        try (LocalServers servers =
                        LocalServers.start(
                                workspace.directory("servers"), SERVERS, words, plan.lifetime());
                Writers writers = new Writers(connect(servers), plan.writers());
                Overseer overseer =
                        new Overseer(() -> List.of(servers.addresses().split(",", -1)))) {
            writers.start();
            progress.accept("warming up");
            TimeUnit.MILLISECONDS.sleep(plan.warmUp().toMillis());
            Strikes strikes = new Strikes(servers, overseer, writers::borderBefore, progress);
            List<Strike> done = strikes.run(plan);
            List<Ends> ends = writers.stop();
            writers.failures().stream().limit(TOLD).forEach(progress);
            return StallRows.of(done, ends, writers.failures().size());
        } catch (IsochronException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private static Isochron connect(LocalServers servers) {
        return Isochron.connect(
                ClientSettings.of(servers.addresses()).withConnectTimeout(FOUNDING));
    }
}
