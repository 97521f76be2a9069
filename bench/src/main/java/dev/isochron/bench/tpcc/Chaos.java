package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.isochron.LocalServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Makes trouble at fixed times of one run, each healed before the next.
final class Chaos {

    private static final int DEAD_SECONDS = 5;
    private static final int PAUSED_SECONDS = 6;

    private final LocalServers servers;
    private final List<Trouble> troubles;
    private final int run;
    private final Consumer<String> progress;
    private final List<Mark> marks = new ArrayList<>();
    private long startNanos;

    Chaos(LocalServers servers, List<Trouble> troubles, int run, Consumer<String> progress) {
        this.servers = servers;
        this.troubles = List.copyOf(troubles);
        this.run = run;
        this.progress = progress;
    }

    /// Begins with the measuring interval.
    Thread start() {
        startNanos = System.nanoTime();
        return Thread.ofPlatform().name("chaos").start(this::strikeAll);
    }

    /// What happened, once the thread has ended.
    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    private void strikeAll() {
        try {
            for (Trouble trouble : troubles) {
                long due = startNanos + trouble.at().toNanos();
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                strike(trouble.what());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            mark("chaos failed: " + e.getMessage());
        }
    }

    private void strike(Trouble.What what) throws IOException, InterruptedException {
        int leader = servers.busiestLeader().orElse(1);
        switch (what) {
            case KILL_LEADER -> kill(leader, "leader");
            case KILL_FOLLOWER -> kill(leader % servers.size() + 1, "follower");
            case KILL_ALL -> killAll();
            case PAUSE -> pause(leader);
            case PARTITION -> partition(leader);
        }
    }

    private void kill(int node, String role) throws IOException, InterruptedException {
        servers.server(node).kill();
        mark("node " + node + " (" + role + ") killed");
        TimeUnit.SECONDS.sleep(DEAD_SECONDS);
        servers.restart(node);
        mark("node " + node + " started");
    }

    private void killAll() throws IOException, InterruptedException {
        for (int node = 1; node <= servers.size(); node++) {
            servers.server(node).kill();
        }
        mark("all nodes killed");
        for (int node = 1; node <= servers.size(); node++) {
            servers.restart(node);
        }
        mark("all nodes started");
    }

    private void pause(int node) throws IOException, InterruptedException {
        servers.server(node).pause();
        mark("node " + node + " (leader) stopped");
        try {
            TimeUnit.SECONDS.sleep(PAUSED_SECONDS);
        } finally {
            servers.server(node).resume();
        }
        mark("node " + node + " goes on");
    }

    private void partition(int node) throws IOException, InterruptedException {
        servers.setApart(node, true);
        mark("node " + node + " (leader) cut off");
        try {
            TimeUnit.SECONDS.sleep(PAUSED_SECONDS);
        } finally {
            servers.setApart(node, false);
        }
        mark("node " + node + " hears the others again");
    }

    private synchronized void mark(String text) {
        double second = (System.nanoTime() - startNanos) / 1e9;
        marks.add(new Mark(Subject.ISOCHRON, run, second, text));
        progress.accept("%.1f s of the run: %s".formatted(second, text));
    }
}
