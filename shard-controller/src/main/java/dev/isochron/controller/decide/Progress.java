package dev.isochron.controller.decide;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.ControllerRecord.BorderStands;
import dev.isochron.controller.cluster.ControllerRecord.JobEnded;
import dev.isochron.controller.cluster.ControllerRecord.JobStepped;
import dev.isochron.controller.cluster.ControllerRecord.ShardGone;
import dev.isochron.controller.cluster.ControllerRecord.ShardShaped;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What follows from a shard's report: its new shape, and how far its job has come.
final class Progress {

    private final ClusterImage image;
    private final List<ControllerRecord> records = new ArrayList<>();

    Progress(ClusterImage image) {
        this.image = image;
    }

    Decision heard(Shard shard, List<NodeId> caughtUp) {
        Optional<Shard> known = image.shard(shard.id());
        if (known.filter(old -> old.generation().isNewerThan(shard.generation())).isPresent()) {
            return Decision.Decided.of();
        }
        // It may have been cut and have taken its half in again without a report in between.
        boolean isReshaped =
                known.filter(old -> old.generation().equals(shard.generation())).isEmpty();
        if (isReshaped && image.shards().stream().anyMatch(other -> tookIn(other, shard))) {
            return Decision.Decided.of();
        }
        if (isReshaped) {
            image.shards().stream().filter(one -> tookIn(shard, one)).forEach(this::forget);
        }
        if (!known.equals(Optional.of(shard))) {
            records.add(new ShardShaped(shard));
        }
        image.jobOf(shard.id()).ifPresent(job -> follow(job, shard, caughtUp));
        return new Decision.Decided(records);
    }

    /// A shard keeps its first key until its left neighbour takes it in; and of two that have a key
    /// the later one is the one with the higher generation.
    private static boolean tookIn(Shard shard, Shard other) {
        return !shard.id().equals(other.id())
                && shard.span().contains(other.span().from())
                && shard.generation().isNewerThan(other.generation());
    }

    private void forget(Shard gone) {
        records.add(new ShardGone(gone.id()));
        image.jobOf(gone.id()).ifPresent(job -> end(job, gone.id() + " is part of another now"));
    }

    private void follow(Job job, Shard shard, List<NodeId> caughtUp) {
        switch (job) {
            case Job.Move move when move.reason() == Job.Reason.LEARN ->
                    learn(move, shard, caughtUp);
            case Job.Move move -> follow(move, shard, caughtUp);
            case Job.Retire retire -> follow(retire, shard);
            case Job.Handover handover -> {
                if (shard.leader().equals(Optional.of(handover.to()))) {
                    end(handover, "done");
                } else if (!shard.voters().contains(handover.to())) {
                    end(handover, handover.to() + " does not vote any more");
                }
            }
            case Job.Split split -> {
                if (!shard.span().contains(split.at())) {
                    if (split.cause() != Job.Cause.ASKED) {
                        records.add(new BorderStands(split.at(), true));
                    }
                    end(split, "done");
                }
            }
            case Job.Dismiss dismiss -> {
                if (shard.on(dismiss.node()).filter(replica -> !replica.votes()).isEmpty()) {
                    end(dismiss, "done");
                }
            }
            case Job.Merge merge -> {
                boolean isDone =
                        image.shard(merge.right()).filter(one -> !tookIn(shard, one)).isEmpty();
                if (isDone) {
                    end(merge, "done");
                }
            }
        }
    }

    private void follow(Job.Move move, Shard shard, List<NodeId> caughtUp) {
        Optional<Replica> to = shard.on(move.to());
        Optional<Replica> from = move.from().flatMap(shard::on);
        boolean leftBehind = from.filter(Replica::votes).isPresent();
        boolean arrived = to.filter(Replica::votes).isPresent();
        if (move.from().isPresent() && from.isEmpty() && !arrived) {
            end(move, move.from().get() + " has no replica of it any more");
            return;
        }
        Job.Step reached;
        if (to.isEmpty()) {
            reached = Job.Step.ADD_LEARNER;
        } else if (!to.get().votes()) {
            reached = caughtUp.contains(move.to()) ? Job.Step.SWAP : Job.Step.CATCH_UP;
        } else if (leftBehind) {
            reached = Job.Step.SWAP;
        } else {
            reached = Job.Step.CLEAN;
        }
        // Whoever was made a learner there meanwhile is no copy left behind.
        if (reached == Job.Step.CLEAN && (from.isPresent() || !mustForget(move.from()))) {
            end(move, "done");
        } else if (reached != move.step()) {
            records.add(new JobStepped(move.id(), reached));
        }
    }

    /// Done where other moves go on to a vote.
    private void learn(Job.Move move, Shard shard, List<NodeId> caughtUp) {
        Optional<Replica> to = shard.on(move.to());
        boolean votes = to.filter(Replica::votes).isPresent();
        if (votes || (to.isPresent() && caughtUp.contains(move.to()))) {
            end(move, "done");
            return;
        }
        Job.Step reached = to.isEmpty() ? Job.Step.ADD_LEARNER : Job.Step.CATCH_UP;
        if (reached != move.step()) {
            records.add(new JobStepped(move.id(), reached));
        }
    }

    private void follow(Job.Retire retire, Shard shard) {
        Optional<Replica> there = shard.on(retire.node());
        if (there.filter(Replica::votes).isPresent()) {
            return;
        }
        if (there.isPresent() || !mustForget(Optional.of(retire.node()))) {
            end(retire, "done");
        } else if (retire.step() != Job.Step.CLEAN) {
            records.add(new JobStepped(retire.id(), Job.Step.CLEAN));
        }
    }

    /// Whether somebody is there who could still hold the old copy.
    private boolean mustForget(Optional<NodeId> old) {
        return old.flatMap(image::server).filter(server -> server.standing().serves()).isPresent();
    }

    Decision forgotten(ShardId shard, NodeId server) {
        image.jobOf(shard)
                .filter(job -> leaves(job).equals(Optional.of(server)))
                .ifPresent(job -> end(job, "done"));
        return new Decision.Decided(records);
    }

    /// Whose copy is all that is left to be forgotten.
    private static Optional<NodeId> leaves(Job job) {
        return switch (job) {
            case Job.Move move when move.step() == Job.Step.CLEAN -> move.from();
            case Job.Retire retire when retire.step() == Job.Step.CLEAN ->
                    Optional.of(retire.node());
            case Job.Move _,
                    Job.Retire _,
                    Job.Handover _,
                    Job.Split _,
                    Job.Dismiss _,
                    Job.Merge _ ->
                    Optional.empty();
        };
    }

    private void end(Job job, String why) {
        records.add(new JobEnded(job.id(), why));
    }
}
