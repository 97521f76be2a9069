package dev.isochron.simulation.processes;

import dev.isochron.simulation.seed.Generator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Troubles for a local cluster, one after the other, each healed before the next.
public final class Chaos implements Runnable {

    private static final int CALM_MILLIS = 3_000;
    private static final int TROUBLE_MILLIS = 6_000;

    private final LocalCluster cluster;
    private final List<Trouble> troubles;
    private final Generator chance;
    private final Consumer<String> told;

    /// What may happen.
    public enum Trouble {
        /// One server is killed, and started again a while later.
        KILL,
        /// All servers are killed at once, and started again.
        KILLALL,
        /// One server is stopped for longer than its lease, and goes on.
        PAUSE
    }

    /// @param told what happens, as it happens
    public Chaos(
            LocalCluster cluster, List<Trouble> troubles, Generator chance, Consumer<String> told) {
        this.cluster = cluster;
        this.troubles = List.copyOf(troubles);
        this.chance = chance;
        this.told = told;
    }

    /// Goes on until it is interrupted; whatever it broke is healed then.
    @Override
    public void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(CALM_MILLIS / 2 + chance.nextInt(CALM_MILLIS));
                strike(chance.oneOf(troubles));
            }
        } catch (InterruptedException e) {
            told.accept("calm");
        } catch (IOException e) {
            told.accept("chaos failed: " + e);
        }
    }

    private void strike(Trouble trouble) throws IOException, InterruptedException {
        int node = 1 + chance.nextInt(cluster.size());
        switch (trouble) {
            case KILL -> {
                told.accept("kill node " + node);
                cluster.kill(node);
                try {
                    suffer();
                } finally {
                    cluster.start(node);
                }
                told.accept("started node " + node);
            }
            case KILLALL -> {
                told.accept("kill all nodes");
                for (int one = 1; one <= cluster.size(); one++) {
                    cluster.kill(one);
                }
                for (int one = 1; one <= cluster.size(); one++) {
                    cluster.start(one);
                }
            }
            case PAUSE -> {
                told.accept("pause node " + node);
                cluster.pause(node);
                try {
                    suffer();
                } finally {
                    Thread.interrupted();
                    cluster.resume(node);
                }
                told.accept("resumed node " + node);
            }
        }
    }

    private void suffer() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(TROUBLE_MILLIS / 3 + chance.nextInt(TROUBLE_MILLIS));
    }
}
