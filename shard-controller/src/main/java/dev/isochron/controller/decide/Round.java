package dev.isochron.controller.decide;

import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.ControllerRecord.JobEnded;
import dev.isochron.controller.cluster.ControllerRecord.JobStarted;
import dev.isochron.controller.cluster.ImageChecks;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Starts the first moves of a plan, as many as may be under way at one time.
final class Round {

    private final ClusterImage image;
    private final Limits limits;
    private final Map<NodeId, Integer> busy = new TreeMap<>();
    private final Set<ShardId> disturbed = new TreeSet<>();
    private final List<ControllerRecord> records = new ArrayList<>();
    private JobId next;
    private ShardId right;

    Round(ClusterImage image, Limits limits) {
        this.image = image;
        this.limits = limits;
        this.next = image.nextJob();
        this.right = image.nextShard();
        for (Job job : image.jobs().values()) {
            disturbed.add(job.shard());
            switch (job) {
                case Job.Move move -> {
                    move.from().ifPresent(this::engage);
                    engage(move.to());
                }
                case Job.Merge merge -> disturbed.add(merge.right());
                case Job.Retire _, Job.Handover _, Job.Split _, Job.Dismiss _ -> {}
            }
        }
    }

    Decision start(Plan plan, SortedMap<ShardId, Survey> surveys) {
        giveUp();
        cutAtRules();
        cut(surveys);
        plan.retirements().forEach(this::start);
        boolean mends = mends(plan);
        for (Plan.Move move : plan.moves()) {
            if (isFull()) {
                break;
            }
            if (!mends || move.reason() != Job.Reason.BALANCE) {
                start(move);
            }
        }
        for (Plan.Handover handover : plan.handovers()) {
            if (isFull()) {
                break;
            }
            start(handover);
        }
        return new Decision.Decided(records);
    }

    /// While replicas leave a server, who has how much is no more than a guess: leaders that just
    /// took over still count, and what moves for balance now may have to come back. A shard without
    /// a majority waits for its servers, and others do not wait with it.
    private boolean mends(Plan plan) {
        return Stream.concat(
                        plan.moves().stream()
                                .filter(move -> isUrgent(move.reason()))
                                .map(Plan.Move::shard),
                        image.jobs().values().stream()
                                .filter(job ->
                                        job instanceof Job.Move move && isUrgent(move.reason()))
                                .map(Job::shard))
                .flatMap(id -> image.shard(id).stream())
                .anyMatch(shard -> ImageChecks.hasQuorum(image, shard));
    }

    private static boolean isUrgent(Job.Reason reason) {
        return switch (reason) {
            case REPAIR, DRAIN -> true;
            case SPREAD, BALANCE, ALIGN, RULE, LEARN -> false;
        };
    }

    /// A move to a server that takes nothing any more leads nowhere; neither does a handover. For a
    /// merge all replicas are needed, and one that is lost is replaced first.
    private void giveUp() {
        for (Job job : image.jobs().values()) {
            switch (job) {
                case Job.Move move -> {
                    boolean open = move.step() != Job.Step.CLEAN;
                    if (open && !standing(move.to()).filter(Standing::takesReplicas).isPresent()) {
                        end(move, move.to());
                    } else if (move.reason() == Job.Reason.LEARN && !isWanted(move.shard())) {
                        records.add(new JobEnded(move.id(), "given up: no rule wants it now"));
                    }
                }
                case Job.Handover handover -> {
                    if (!standing(handover.to()).filter(Standing::serves).isPresent()) {
                        end(handover, handover.to());
                    }
                }
                case Job.Retire retire -> giveUp(retire);
                case Job.Merge merge ->
                        Stream.of(merge.shard(), merge.right())
                                .flatMap(id -> image.shard(id).stream())
                                .flatMap(shard -> new Merging(image).absent(shard).stream())
                                .findFirst()
                                .ifPresent(node -> end(merge, node));
                case Job.Split _, Job.Dismiss _ -> {}
            }
        }
    }

    /// Since it was decided another voter may have been lost, so that this one is needed.
    private void giveUp(Job.Retire retire) {
        boolean open = retire.step() == Job.Step.SWAP;
        boolean isNeeded =
                image.shard(retire.shard())
                        .filter(shard -> !ImageChecks.hasQuorumWithout(image, shard, retire.node()))
                        .isPresent();
        if (open && isNeeded) {
            records.add(new JobEnded(retire.id(), "given up: the others are too few by now"));
        }
    }

    private Optional<Standing> standing(NodeId node) {
        return image.server(node).map(Server::standing);
    }

    private void end(Job job, NodeId to) {
        String now = standing(to).map(standing -> to + " is " + standing).orElse(to + " is gone");
        records.add(new JobEnded(job.id(), "given up: " + now));
    }

    private boolean isWanted(ShardId id) {
        return image.shard(id)
                .filter(shard -> image.rules().learnersOf(shard.span()) > 0)
                .isPresent();
    }

    /// A shard keeps one rule.
    private void cutAtRules() {
        if (image.rules().sets().isEmpty()) {
            return;
        }
        for (Shard shard : image.shards()) {
            Optional<Key> change = image.rules().firstChangeIn(shard.span());
            if (change.isPresent() && !isFull() && disturbed.add(shard.id())) {
                cut(shard, change.get(), Job.Cause.RULE);
            }
        }
    }

    /// Cuts come before moves: what is in pieces can be spread.
    private void cut(SortedMap<ShardId, Survey> surveys) {
        Cuts cuts = new Cuts(limits.sizes());
        for (Shard shard : image.shards()) {
            Survey survey = surveys.getOrDefault(shard.id(), Survey.NONE);
            Optional<Cuts.Due> due = cuts.due(shard, survey);
            if (due.isPresent() && !isFull() && disturbed.add(shard.id())) {
                cut(shard, due.get().border().at(), due.get().cause());
            }
        }
    }

    private void cut(Shard shard, Key at, Job.Cause cause) {
        records.add(new JobStarted(new Job.Split(number(), shard.id(), at, right, cause)));
        right = new ShardId(right.value() + 1);
    }

    private boolean isFull() {
        return image.jobs().size() + records.size() >= limits.jobs();
    }

    private void start(Plan.Retirement retirement) {
        Shard shard = image.shard(retirement.shard()).orElseThrow();
        Optional<Replica> leaving = shard.on(retirement.node());
        if (leaving.isEmpty() || isFull()) {
            return;
        }
        if (!leaving.get().votes()) {
            if (disturbed.add(shard.id())) {
                records.add(
                        new JobStarted(new Job.Dismiss(number(), shard.id(), retirement.node())));
            }
            return;
        }
        // Whoever stays must be able to go on (C2).
        boolean possible =
                ImageChecks.hasQuorum(image, shard)
                        && ImageChecks.hasQuorumWithout(image, shard, retirement.node());
        if (possible && disturbed.add(shard.id())) {
            records.add(
                    new JobStarted(
                            new Job.Retire(
                                    number(), shard.id(), retirement.node(), Job.Step.SWAP)));
        }
    }

    private void start(Plan.Move move) {
        // A later move of the same shard rests on this one, so it must not begin in its place.
        boolean first = disturbed.add(move.shard());
        boolean free = isFree(move.to()) && move.from().map(this::isFree).orElse(true);
        if (!first || !free) {
            return;
        }
        move.from().ifPresent(this::engage);
        engage(move.to());
        records.add(
                new JobStarted(
                        new Job.Move(
                                number(),
                                move.shard(),
                                move.from(),
                                move.to(),
                                move.reason(),
                                Job.Step.ADD_LEARNER)));
    }

    /// Only to a server that votes already: after moves that have not happened yet it may be wrong.
    private void start(Plan.Handover handover) {
        Shard shard = image.shard(handover.shard()).orElseThrow();
        boolean possible =
                shard.voters().contains(handover.to()) && ImageChecks.hasQuorum(image, shard);
        if (possible && disturbed.add(handover.shard())) {
            records.add(
                    new JobStarted(new Job.Handover(number(), handover.shard(), handover.to())));
        }
    }

    private boolean isFree(NodeId node) {
        return busy.getOrDefault(node, 0) < limits.jobsPerServer();
    }

    private void engage(NodeId node) {
        busy.merge(node, 1, Integer::sum);
    }

    private JobId number() {
        JobId given = next;
        next = next.next();
        return given;
    }
}
