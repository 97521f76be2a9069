package dev.isochron.simulation.processes;

import dev.isochron.simulation.seed.Generator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Troubles for a local cluster, one after the other, each healed before the next.
public final class Chaos implements Runnable {

    private static final int CALM_MILLIS = 3_000;
    private static final int TROUBLE_MILLIS = 6_000;

    private static final int STROBES = 20;
    private static final int STROBE_MILLIS = 600;

    /// Evidence about clocks is gathered with every message; a node needs seconds to start.
    private static final int NOTICE_TRIES = 100;

    private static final int NOTICE_MILLIS = 200;
    private static final String DOES_NOT_LEAD = "follows and does not lead";

    private final LocalCluster cluster;
    private final Turns<Trouble> turns;
    private final Generator chance;
    private final Consumer<String> told;
    private final AtomicInteger unnoticed = new AtomicInteger();

    /// What may happen.
    public enum Trouble {
        /// One server is killed, and started again a while later.
        KILL,
        /// All servers are killed at once, and started again.
        KILLALL,
        /// One server is stopped for longer than its lease, and goes on.
        PAUSE,
        /// A minority cannot reach the others, nor they it; clients reach both.
        PARTITION,
        /// A clock wanders within its bound; or lies, and must be found out.
        CLOCK
    }

    /// @param told what happens, as it happens
    public Chaos(
            LocalCluster cluster, List<Trouble> troubles, Generator chance, Consumer<String> told) {
        this.cluster = cluster;
        this.turns = new Turns<>(troubles, chance);
        this.chance = chance;
        this.told = told;
    }

    /// Goes on until it is interrupted; whatever it broke is healed then.
    @Override
    public void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(CALM_MILLIS / 2 + chance.nextInt(CALM_MILLIS));
                strike(turns.next());
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
            case KILL -> kill(node);
            case KILLALL -> killAll();
            case PAUSE -> pause(node);
            case PARTITION -> part(node);
            case CLOCK -> {
                if (chance.nextBoolean()) {
                    wander(node);
                } else {
                    lie(node);
                }
            }
        }
    }

    private void kill(int node) throws IOException, InterruptedException {
        told.accept("kill node " + node);
        cluster.kill(node);
        try {
            suffer();
        } finally {
            cluster.start(node);
        }
        told.accept("started node " + node);
    }

    private void killAll() throws IOException, InterruptedException {
        told.accept("kill all nodes");
        for (int one = 1; one <= cluster.size(); one++) {
            cluster.kill(one);
        }
        for (int one = 1; one <= cluster.size(); one++) {
            cluster.start(one);
        }
        suffer();
    }

    private void pause(int node) throws IOException, InterruptedException {
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

    /// One node is alone, or a minority is.
    private void part(int node) throws InterruptedException {
        int alone = Math.max(1, chance.nextInt((cluster.size() - 1) / 2 + 1));
        told.accept("cut off " + alone + " from node " + node + " on");
        cluster.part(n -> Math.floorMod(n - node, cluster.size()) < alone);
        try {
            suffer();
        } finally {
            cluster.join();
        }
        told.accept("everybody reaches everybody again");
    }

    /// The clocks stay within what their nodes vouch for, at any place there, and jump about.
    private void wander(int node) throws IOException, InterruptedException {
        told.accept("the clock of node " + node + " wanders within its bound");
        long room = LocalCluster.BOUND_NANOS * 9 / 10;
        try {
            for (int i = 0; i < STROBES; i++) {
                cluster.skew(node, chance.between(-room, room));
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(STROBE_MILLIS));
            }
        } finally {
            cluster.skew(node, 0);
        }
    }

    /// A node whose clock is wrong from its start on: only the others can notice.
    private void lie(int node) throws IOException, InterruptedException {
        long by = chance.between(5, 100) * LocalCluster.BOUND_NANOS;
        told.accept("the clock of node " + node + " lies by " + by + " ns");
        cluster.kill(node);
        cluster.skew(node, chance.nextBoolean() ? by : -by);
        int before = cluster.said(node).length();
        cluster.start(node);
        try {
            boolean noticed = false;
            for (int i = 0; i < NOTICE_TRIES && !noticed; i++) {
                TimeUnit.MILLISECONDS.sleep(NOTICE_MILLIS);
                noticed = cluster.said(node).substring(before).contains(DOES_NOT_LEAD);
            }
            if (noticed) {
                told.accept("it was noticed, and does not lead");
            } else {
                told.accept("it was NOT noticed");
                unnoticed.incrementAndGet();
            }
        } finally {
            Thread.interrupted();
            cluster.kill(node);
            cluster.skew(node, 0);
            cluster.start(node);
        }
    }

    /// Lies of clocks that the cluster did not find out in time.
    public int unnoticed() {
        return unnoticed.get();
    }

    private void suffer() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(TROUBLE_MILLIS / 3 + chance.nextInt(TROUBLE_MILLIS));
    }
}
