package dev.isochron.node.sql;

import dev.isochron.controller.cluster.HotRow;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobProgress;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.sql.cluster.ClusterFacts;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.cluster.Learners;
import dev.isochron.sql.cluster.Placement;
import dev.isochron.sql.cluster.PlacementRules;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Asks the controller for sessions of SQL, through the node that serves them.
final class Oversight implements ClusterPort {

    /// The node itself waits ten seconds for the controller.
    private static final long ANSWER_SECONDS = 15;

    /// A split takes milliseconds, and waits for moves of the same shard.
    private static final long SPLIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Home home;

    Oversight(Home home) {
        this.home = home;
    }

    private Ruling ask(Plea plea) {
        CompletableFuture<Ruling> answer = new CompletableFuture<>();
        home.withNode(node -> node.plead(plea, answer::complete));
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new Ruling.Nobody("this node is ending");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ruling.Nobody("the session is ending");
        }
    }

    private static SqlException nobody(String why) {
        return SqlException.of(SqlCode.CANNOT_CONNECT_NOW, why);
    }

    private View view() {
        return switch (ask(new Plea.Show())) {
            case Ruling.Seen(View view) -> view;
            case Ruling.Nobody(String why) -> throw nobody(why);
            case Ruling other -> throw new IllegalStateException("no view: " + other);
        };
    }

    // -- splits ------------------------------------------------------------------------------

    @Override
    public void splitAt(Key key, Runnable alive) {
        long deadline = System.nanoTime() + SPLIT_NANOS;
        while (!begins(key)) {
            Ruling ruling = ask(new Plea.Do(new Command.SplitAt(key)));
            boolean late = System.nanoTime() > deadline;
            if (ruling instanceof Ruling.Refused(String why, String remedy) && late) {
                throw SqlException.of(
                        SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, why + "; " + remedy);
            }
            if (ruling instanceof Ruling.Nobody(String why) && late) {
                throw nobody(why);
            }
            if (late) {
                throw nobody("no shard begins at " + key + " yet; see SHOW JOBS");
            }
            alive.run();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        // Also where a shard begins already: one that the controller made may go again otherwise.
        ask(new Plea.Do(new Command.SplitAt(key)));
    }

    private boolean begins(Key key) {
        return view().shards().stream().anyMatch(one -> one.shard().span().from().equals(key));
    }

    // -- placement ---------------------------------------------------------------------------

    @Override
    public void consider(Placement placement) {
        Rule rule;
        try {
            rule = rule(placement);
        } catch (IllegalArgumentException unfit) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE, String.valueOf(unfit.getMessage()));
        }
        switch (ask(new Plea.Do(new Command.Consider(rule)))) {
            case Ruling.Refused(String why, String remedy) ->
                    throw SqlError.of(SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE, why)
                            .withHint(remedy)
                            .exception();
            case Ruling.Nobody(String why) -> throw nobody(why);
            case Ruling.Done _, Ruling.Seen _, Ruling.Planned _ -> {}
        }
    }

    private static Rule rule(Placement placement) {
        return new Rule(
                placement.replicas(),
                placement.leaders().map(Locality.Tier::parse),
                placement.learners().map(Learners::count).orElse(0),
                placement.learners().flatMap(Learners::where).map(Locality.Tier::parse));
    }

    /// Of too many ranges the first ones are told; neighbours that are alike are one.
    @Override
    public void govern(PlacementRules rules, Runnable heard) {
        List<RuleSet.Ranged> ranges =
                rules.ranges().stream()
                        .limit(RuleSet.MAX_RANGES)
                        .map(one -> new RuleSet.Ranged(one.span(), rule(one.placement())))
                        .toList();
        RuleSet set = new RuleSet(rules.database(), rules.version(), ranges);
        home.withNode(node ->
                node.plead(
                        new Plea.Do(new Command.Govern(set)),
                        ruling -> {
                            if (ruling instanceof Ruling.Done) {
                                heard.run();
                            }
                        }));
    }

    // -- what is so --------------------------------------------------------------------------

    @Override
    public ClusterFacts look() {
        View view = view();
        return new ClusterFacts(
                view.servers().stream().map(one -> node(one, view)).toList(),
                view.shards().stream().map(one -> shard(one, view)).toList(),
                view.jobs().stream().map(Oversight::job).toList(),
                hot(view));
    }

    private static ClusterFacts.NodeFact node(View.ServerSeen seen, View view) {
        Server server = seen.server();
        return new ClusterFacts.NodeFact(
                server.id().value(),
                server.address(),
                server.locality().toString(),
                server.standing().name().toLowerCase(Locale.ROOT),
                view.seats().contains(server.id()),
                seen.silentMillis() < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(seen.silentMillis()));
    }

    private static ClusterFacts.ShardFact shard(View.ShardSeen seen, View view) {
        Shard shard = seen.shard();
        return new ClusterFacts.ShardFact(
                shard.id().value(),
                shard.generation().value(),
                shard.span(),
                shard.voters().stream().map(NodeId::value).toList(),
                shard.learners().stream().map(NodeId::value).toList(),
                shard.leader().map(NodeId::value),
                seen.load().bytes(),
                seen.load().requests(),
                view.rules().at(shard.span().from()).map(Rule::toString).orElse(""));
    }

    private static ClusterFacts.JobFact job(Job job) {
        JobProgress progress = JobProgress.of(job);
        String text = job.toString();
        String name = job.id().toString();
        String description =
                text.startsWith(name + ": ") ? text.substring(name.length() + 2) : text;
        return new ClusterFacts.JobFact(name, description, progress.done(), progress.all());
    }

    private static List<ClusterFacts.HotFact> hot(View view) {
        List<ClusterFacts.HotFact> hot = new ArrayList<>();
        for (View.ShardSeen one : view.shards()) {
            for (HotRow row : one.survey().hot()) {
                hot.add(
                        new ClusterFacts.HotFact(
                                row.row(),
                                one.shard().id().value(),
                                row.requests(),
                                row.waiting(),
                                row.tag(),
                                row.statement()));
            }
        }
        return hot;
    }
}
