package dev.isochron.bench.rebalance;

import dev.isochron.bench.isochron.GrowingServers;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.View;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Grows, splits, drains, silences and kills, one after the other, and says when each was.
final class Course {

    static final String BEFORE = "before";
    static final String STARTING = "servers start";
    static final String GROWING = "more servers";
    static final String SPLITTING = "splits";
    static final String DRAINING = "drain";
    static final String SILENT = "controller dead";
    static final String LOSS = "killed for good";
    static final String AFTER = "after";

    private static final int COPIES = 3;

    private final GrowingServers servers;
    private final Overseer overseer;
    private final RebalancePlan plan;
    private final Consumer<String> progress;
    private final List<Phase> phases = new ArrayList<>();
    private final List<Phase> splits = new ArrayList<>();

    /// A part of the run.
    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    Course(
            GrowingServers servers,
            Overseer overseer,
            RebalancePlan plan,
            Consumer<String> progress) {
        this.servers = servers;
        this.overseer = overseer;
        this.plan = plan;
        this.progress = progress;
    }

    void run() throws IOException, InterruptedException {
        phase(BEFORE, this::pass);
        phase(STARTING, this::join);
        phase(GROWING, this::settle);
        phase(SPLITTING, this::split);
        if (plan.drains()) {
            phase(DRAINING, this::drain);
        }
        phase(SILENT, this::silence);
        phase(LOSS, this::lose);
        phase(AFTER, this::pass);
    }

    List<Phase> phases() {
        return List.copyOf(phases);
    }

    List<Phase> splits() {
        return List.copyOf(splits);
    }

    private void phase(String name, Part part) throws IOException, InterruptedException {
        progress.accept(name);
        long from = System.nanoTime();
        part.run();
        phases.add(new Phase(name, from, System.nanoTime()));
    }

    private void pass() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(plan.calm().toMillis());
    }

    private void join() throws IOException, InterruptedException {
        for (int size = servers.addresses().size(); size < plan.grown(); size++) {
            servers.join();
        }
        overseer.await(
                plan.grown() + " members",
                plan.patience(),
                view -> view.servers().size() == plan.grown());
    }

    /// Until every newcomer has its share.
    private void settle() throws IOException, InterruptedException {
        overseer.await(
                "replicas on all servers",
                plan.patience(),
                view ->
                        Overseer.isSettled(view, COPIES)
                                && view.servers().stream()
                                        .allMatch(seen ->
                                                Overseer.replicasOn(view, seen.server().id()) > 0));
    }

    private void split() throws IOException, InterruptedException {
        for (Key cut : Ground.cuts().stream().limit(plan.cuts()).toList()) {
            overseer.await("nothing under way", plan.patience(), view -> view.jobs().isEmpty());
            long from = System.nanoTime();
            overseer.order(new Command.SplitAt(cut), plan.patience());
            overseer.await("a shard from " + cut, plan.patience(), view -> begins(view, cut));
            splits.add(new Phase(SPLITTING, from, System.nanoTime()));
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static boolean begins(View view, Key cut) {
        return view.shards().stream()
                .anyMatch(seen ->
                        seen.shard().span().from().equals(cut)
                                && seen.shard().leader().isPresent());
    }

    /// A founder is emptied, removed and stopped.
    private void drain() throws IOException, InterruptedException {
        View before = overseer.await("a view", plan.patience(), view -> leads(view) > 0);
        Server gone = busiest(before);
        overseer.order(new Command.Drain(gone.id()), plan.patience());
        overseer.await(
                gone.id() + " empty",
                plan.patience(),
                view ->
                        Overseer.replicasOn(view, gone.id()) == 0
                                && !view.seats().contains(gone.id())
                                && Overseer.isSettled(view, COPIES));
        overseer.order(new Command.Remove(gone.id()), plan.patience());
        servers.stop(gone.address());
    }

    private static long leads(View view) {
        return view.shards().stream().filter(seen -> seen.shard().leader().isPresent()).count();
    }

    /// Whoever leads most; a seat of the controller if there are several.
    private static Server busiest(View view) {
        Server busiest = view.servers().getFirst().server();
        long most = -1;
        for (View.ServerSeen seen : view.servers()) {
            NodeId id = seen.server().id();
            long weight =
                    2
                                    * view.shards().stream()
                                            .filter(one ->
                                                    one.shard()
                                                            .leader()
                                                            .filter(id::equals)
                                                            .isPresent())
                                            .count()
                            + (view.seats().contains(id) ? 1 : 0);
            if (seen.server().standing() == Standing.ACTIVE && weight > most) {
                busiest = seen.server();
                most = weight;
            }
        }
        return busiest;
    }

    /// The controller's replicas do not hear each other, so nobody leads it.
    private void silence() throws IOException, InterruptedException {
        servers.setDeaf(Plan.CONTROLLER, true);
        pass();
        pass();
        servers.setDeaf(Plan.CONTROLLER, false);
    }

    private void lose() throws IOException, InterruptedException {
        View before = overseer.await("a view", plan.patience(), view -> leads(view) > 0);
        Server gone = busiest(before);
        servers.kill(gone.address());
        overseer.await(
                "all replicas of " + gone.id() + " made anew",
                plan.patience().plus(plan.grace()),
                view ->
                        Overseer.replicasOn(view, gone.id()) == 0
                                && Overseer.isSettled(view, COPIES));
    }
}
