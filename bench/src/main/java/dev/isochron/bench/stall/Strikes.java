package dev.isochron.bench.stall;

import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.rebalance.Overseer;
import dev.isochron.bench.stall.Strike.Kind;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.View;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.protocol.key.Key;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// Moves, cuts and kills, one after the other, with time between them in which nothing is done.
final class Strikes {

    /// Whatever comes of a planned change comes within this.
    private static final long FELT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /// Of a kill: a lease, an election, and a good deal of room.
    private static final long KILL_FELT_NANOS = TimeUnit.SECONDS.toNanos(8);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 100;
    private static final long SETTLE_MILLIS = 3_000;

    private final LocalServers servers;
    private final Overseer overseer;
    private final IntFunction<Key> borders;
    private final Consumer<String> progress;
    private final List<Strike> done = new ArrayList<>();

    /// @param borders where cut number so many is made, from 1
    Strikes(
            LocalServers servers,
            Overseer overseer,
            IntFunction<Key> borders,
            Consumer<String> progress) {
        this.servers = servers;
        this.overseer = overseer;
        this.borders = borders;
        this.progress = progress;
    }

    List<Strike> run(StallPlan plan) throws IOException, InterruptedException {
        for (int move = 0; move < plan.moves(); move++) {
            calm();
            move();
        }
        for (int cut = 1; cut <= plan.splits(); cut++) {
            calm();
            split(borders.apply(cut));
        }
        for (int kill = 0; kill < plan.kills(); kill++) {
            calm();
            kill();
        }
        return List.copyOf(done);
    }

    private void calm() throws InterruptedException {
        felt(Kind.CALM, System.nanoTime(), FELT_NANOS);
    }

    private void felt(Kind kind, long fromNanos, long forNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(forNanos);
        done.add(new Strike(kind, fromNanos, System.nanoTime()));
    }

    private void move() throws IOException, InterruptedException {
        GroupId group = Plan.groupOf(last(overseer.await("a view", PATIENCE, Strikes::isUsable)));
        int from = leader(group);
        int to = from % servers.size() + 1;
        progress.accept("leader of " + group + " moves from " + from + " to " + to);
        long fromNanos = System.nanoTime();
        servers.handOver(from, group, to);
        felt(Kind.MOVE, fromNanos, FELT_NANOS);
        int now = leader(group);
        if (now == from) {
            throw new IOException("the leader of " + group + " did not move");
        }
    }

    private void split(Key border) throws IOException, InterruptedException {
        progress.accept("a shard is cut");
        long fromNanos = System.nanoTime();
        overseer.order(new Command.SplitAt(border), PATIENCE);
        overseer.await("a shard from " + border, PATIENCE, view -> begins(view, border));
        felt(Kind.SPLIT, fromNanos, FELT_NANOS);
        overseer.await("nothing under way", PATIENCE, view -> view.jobs().isEmpty());
    }

    private static boolean begins(View view, Key border) {
        return view.shards().stream()
                .map(View.ShardSeen::shard)
                .anyMatch(
                        shard -> shard.span().from().equals(border) && shard.leader().isPresent());
    }

    private void kill() throws IOException, InterruptedException {
        GroupId group = Plan.groupOf(last(overseer.await("a view", PATIENCE, Strikes::isUsable)));
        int victim = leader(group);
        progress.accept("server " + victim + " is killed");
        long fromNanos = System.nanoTime();
        servers.server(victim).kill();
        felt(Kind.KILL, fromNanos, KILL_FELT_NANOS);
        servers.restart(victim);
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    }

    private static boolean isUsable(View view) {
        return !view.shards().isEmpty();
    }

    /// The shard with the highest keys.
    private static dev.isochron.protocol.txn.ShardId last(View view) {
        return view.shards().stream()
                .map(View.ShardSeen::shard)
                .filter(shard -> shard.span().until().isEmpty())
                .map(Shard::id)
                .findFirst()
                .orElseThrow();
    }

    private int leader(GroupId group) throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - untilNanos < 0) {
            int leader = servers.leaderOf(group);
            if (leader > 0) {
                return leader;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IOException("nobody leads " + group);
    }
}
