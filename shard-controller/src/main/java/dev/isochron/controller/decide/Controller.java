package dev.isochron.controller.decide;

import dev.isochron.controller.balance.Planner;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.ControllerRecord.BorderStands;
import dev.isochron.controller.cluster.ControllerRecord.JobEnded;
import dev.isochron.controller.cluster.ControllerRecord.JobStarted;
import dev.isochron.controller.cluster.ControllerRecord.ServerStands;
import dev.isochron.controller.cluster.ControllerRecord.UsualIs;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Decision.Decided;
import dev.isochron.controller.decide.Decision.Refused;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what follows from a command, given all that is known; changes nothing.
public final class Controller {

    private final Limits limits;

    public Controller(Limits limits) {
        this.limits = limits;
    }

    /// The records to log, or why there are none.
    public Decision decide(Command command, ClusterImage image) {
        return switch (command) {
            case Command.Join join -> new Members(image).join(join);
            case Command.Drain(NodeId server) -> drain(server, image);
            case Command.Resume(NodeId server) -> resume(server, image);
            case Command.Remove(NodeId server) -> remove(server, image);
            case Command.Present present -> new Members(image).present(present);
            case Command.GiveUp(JobId job, String why) ->
                    image.job(job).isPresent()
                            ? Decided.of(new JobEnded(job, "given up: " + why))
                            : Decided.of();
            case Command.Lose(NodeId server) -> lose(server, image);
            case Command.SplitAt(Key key) -> split(key, image);
            case Command.MergeAt(Key key) -> merge(key, image);
            case Command.Govern(var rules) -> new Governing(image).govern(rules);
            case Command.Usual(int replicas) ->
                    image.usualReplicas().isEmpty()
                            ? Decided.of(new UsualIs(replicas))
                            : Decided.of();
            case Command.Consider(var rule) ->
                    new Governing(image).consider(rule, limits.goals().usual(image));
            case Command.MergeCold(Key key) -> new Merging(image).merge(key);
            case Command.Look look ->
                    new Round(image, limits)
                            .start(
                                    Planner.plan(image, look.loads(), limits.goals()),
                                    look.surveys());
            case Command.Heard heard -> new Progress(image).heard(heard.shard(), heard.caughtUp());
            case Command.Forgotten forgotten ->
                    new Progress(image).forgotten(forgotten.shard(), forgotten.server());
        };
    }

    private Decision drain(NodeId node, ClusterImage image) {
        Optional<Refused> unknown = refuseStranger(node, image);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        if (image.server(node).orElseThrow().standing() == Standing.DRAINING) {
            return Decided.of();
        }
        long others = takers(node, image);
        for (Shard shard : image.shards()) {
            int wanted = image.rules().replicasOf(shard.span(), limits.goals().usual(image));
            boolean mayShrink = image.usualReplicas().isPresent();
            int needed =
                    mayShrink ? Math.min(shard.voters().size(), wanted) : shard.voters().size();
            if (shard.on(node).isPresent() && others < needed) {
                return new Refused(
                        "without %s only %d servers take replicas, and %s has %d"
                                .formatted(node, others, shard.id(), needed),
                        "add a server first, or lower the number of replicas");
            }
        }
        return Decided.of(new ServerStands(node, Standing.DRAINING));
    }

    private static long takers(NodeId without, ClusterImage image) {
        return image.servers().stream()
                .filter(server -> !server.id().equals(without))
                .filter(server -> server.standing().takesReplicas())
                .count();
    }

    private static Decision resume(NodeId node, ClusterImage image) {
        Optional<Refused> unknown = refuseStranger(node, image);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        return image.server(node).orElseThrow().standing() == Standing.ACTIVE
                ? Decided.of()
                : Decided.of(new ServerStands(node, Standing.ACTIVE));
    }

    private static Decision lose(NodeId node, ClusterImage image) {
        boolean serves =
                image.server(node).filter(server -> server.standing().serves()).isPresent();
        return serves ? Decided.of(new ServerStands(node, Standing.LOST)) : Decided.of();
    }

    private static Decision remove(NodeId node, ClusterImage image) {
        Optional<Refused> unknown = refuseStranger(node, image);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        for (Shard shard : image.shards()) {
            if (shard.on(node).isPresent()) {
                boolean last = shard.voters().equals(List.of(node));
                return new Refused(
                        last
                                ? node + " has the last voter of " + shard.id()
                                : node + " still has a replica of " + shard.id(),
                        "drain it, and remove it when it is empty");
            }
        }
        return Decided.of(new ServerStands(node, Standing.REMOVED));
    }

    private static Optional<Refused> refuseStranger(NodeId node, ClusterImage image) {
        Optional<Server> server = image.server(node);
        if (server.isEmpty()) {
            return Optional.of(
                    new Refused(
                            "no server is called " + node,
                            "see which there are with `isochron node list`"));
        }
        return server.get().standing() == Standing.REMOVED
                ? Optional.of(
                        new Refused(
                                node + " was removed, and numbers are not given again",
                                "let the server join anew, with an empty directory"))
                : Optional.empty();
    }

    private static Decision split(Key key, ClusterImage image) {
        Optional<Shard> shard = image.shardOf(key);
        if (shard.isEmpty()) {
            return new Refused("no shard is known there", "try again when all have reported");
        }
        List<ControllerRecord> stays =
                image.looseBorders().contains(key)
                        ? List.of(new BorderStands(key, false))
                        : List.of();
        if (shard.get().span().from().equals(key)) {
            return new Decided(stays);
        }
        return busy(shard.get(), image)
                .orElseGet(() ->
                        Decided.of(
                                new JobStarted(
                                        new Job.Split(
                                                image.nextJob(),
                                                shard.get().id(),
                                                key,
                                                image.nextShard(),
                                                Job.Cause.ASKED))));
    }

    private static Decision merge(Key key, ClusterImage image) {
        List<Shard> shards = image.inKeyOrder();
        for (int i = 1; i < shards.size(); i++) {
            Shard left = shards.get(i - 1);
            Shard right = shards.get(i);
            if (right.span().from().equals(key)) {
                return busy(left, image)
                        .or(() -> busy(right, image))
                        .orElseGet(() -> merge(left, right, image));
            }
        }
        return new Refused("no shard begins at " + key, "name the first key of a shard");
    }

    private static Decision merge(Shard left, Shard right, ClusterImage image) {
        Key border = right.span().from();
        if (image.rules().changesAt(border)) {
            return new Refused(
                    "the keys from %s on are under another rule than those below".formatted(border),
                    "give both the same number of replicas first");
        }
        List<NodeId> one = left.voters().stream().sorted().toList();
        List<NodeId> other = right.voters().stream().sorted().toList();
        if (!one.equals(other)) {
            return new Refused(
                    "%s is on %s and %s on %s".formatted(left.id(), one, right.id(), other),
                    "move the replicas of one to the servers of the other first");
        }
        Optional<NodeId> lost = new Merging(image).absent(left);
        if (lost.isPresent()) {
            return new Refused(
                    "for a merge all replicas are needed, and " + lost.get() + " is lost",
                    "ask again when its replica was made anew elsewhere");
        }
        return Decided.of(new JobStarted(new Job.Merge(image.nextJob(), left.id(), right.id())));
    }

    private static Optional<Decision> busy(Shard shard, ClusterImage image) {
        return image.jobOf(shard.id())
                .or(() -> mergeOf(shard, image))
                .map(job -> new Refused(job.toString(), "ask again when it is done"));
    }

    private static Optional<Job> mergeOf(Shard shard, ClusterImage image) {
        return image.jobs().values().stream()
                .filter(job -> job instanceof Job.Merge merge && merge.right().equals(shard.id()))
                .findFirst();
    }

    /// All that commands and reports decided, one after the other.
    public ClusterImage replay(ClusterImage image, List<Command> commands) {
        ClusterImage now = image;
        for (Command command : commands) {
            if (decide(command, now) instanceof Decided(List<ControllerRecord> records)) {
                now = now.with(new ArrayList<>(records));
            }
        }
        return now;
    }
}
