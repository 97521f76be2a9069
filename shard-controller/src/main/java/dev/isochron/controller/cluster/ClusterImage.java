package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All that the controller knows, at one place of its log.
///
/// Which shards the cluster has is what their own logs say; the image follows their reports, and
/// takes no report back for an older one.
public final class ClusterImage {

    /// Before the first record.
    public static final ClusterImage EMPTY =
            new ClusterImage(
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeSet<>(),
                    Rules.NONE,
                    Numbers.FIRST);

    private final NavigableMap<NodeId, Server> servers;
    private final NavigableMap<ShardId, Shard> shards;
    private final NavigableMap<ShardId, Job> jobs;
    private final NavigableSet<Key> looseBorders;
    private final Rules rules;
    private final Numbers next;

    /// Numbers not given yet.
    ///
    /// @param usual replicas of a shard whose keys are under no rule; 0 if nobody said yet
    private record Numbers(long node, long shard, long job, long members, int usual) {
        static final Numbers FIRST = new Numbers(1, 1, 1, 0, 0);

        Numbers withUsual(int replicas) {
            return new Numbers(node, shard, job, members, replicas);
        }

        Numbers atLeast(ControllerRecord.NumbersGiven given) {
            return new Numbers(
                    Math.max(node, given.server()),
                    Math.max(shard, given.shard()),
                    Math.max(job, given.job()),
                    Math.max(members, given.members()),
                    usual);
        }

        Numbers afterMember() {
            return new Numbers(node, shard, job, members + 1, usual);
        }

        Numbers after(NodeId given) {
            return new Numbers(Math.max(node, given.value() + 1), shard, job, members, usual);
        }

        Numbers after(ShardId given) {
            return new Numbers(node, Math.max(shard, given.value() + 1), job, members, usual);
        }

        Numbers after(JobId given) {
            return new Numbers(node, shard, Math.max(job, given.value() + 1), members, usual);
        }
    }

    // allow(parameters): private, and called where an image is made and nowhere else
    private ClusterImage(
            NavigableMap<NodeId, Server> servers,
            NavigableMap<ShardId, Shard> shards,
            NavigableMap<ShardId, Job> jobs,
            NavigableSet<Key> looseBorders,
            Rules rules,
            Numbers next) {
        this.servers = servers;
        this.shards = shards;
        this.jobs = jobs;
        this.looseBorders = looseBorders;
        this.rules = rules;
        this.next = next;
    }

    /// The image after these records.
    public ClusterImage with(List<ControllerRecord> records) {
        Change change = new Change(this);
        records.forEach(change::apply);
        return change.done();
    }

    /// Records that make this image of the empty one.
    public List<ControllerRecord> records() {
        List<ControllerRecord> records = new ArrayList<>();
        servers.values().forEach(server -> records.add(new ControllerRecord.ServerJoined(server)));
        shards.values().forEach(shard -> records.add(new ControllerRecord.ShardShaped(shard)));
        jobs.values().forEach(job -> records.add(new ControllerRecord.JobStarted(job)));
        looseBorders.forEach(at -> records.add(new ControllerRecord.BorderStands(at, true)));
        rules.sets().forEach(set -> records.add(new ControllerRecord.RulesStand(set)));
        usualReplicas().ifPresent(usual -> records.add(new ControllerRecord.UsualIs(usual)));
        records.add(
                new ControllerRecord.NumbersGiven(
                        next.node(), next.shard(), next.job(), next.members()));
        return List.copyOf(records);
    }

    /// Every member there ever was, by number.
    public Collection<Server> servers() {
        return Collections.unmodifiableCollection(servers.values());
    }

    public Optional<Server> server(NodeId id) {
        return Optional.ofNullable(servers.get(id));
    }

    /// All shards, by number.
    public Collection<Shard> shards() {
        return Collections.unmodifiableCollection(shards.values());
    }

    public Optional<Shard> shard(ShardId id) {
        return Optional.ofNullable(shards.get(id));
    }

    /// The shard that a key belongs to.
    public Optional<Shard> shardOf(Key key) {
        return shards.values().stream().filter(shard -> shard.span().contains(key)).findFirst();
    }

    /// All shards in the order of their keys.
    public List<Shard> inKeyOrder() {
        return shards.values().stream()
                .sorted((one, other) -> one.span().from().compareTo(other.span().from()))
                .toList();
    }

    /// What is being done, by shard.
    public SortedMap<ShardId, Job> jobs() {
        return Collections.unmodifiableSortedMap(jobs);
    }

    /// What is being done to a shard.
    public Optional<Job> jobOf(ShardId shard) {
        return Optional.ofNullable(jobs.get(shard));
    }

    public Optional<Job> job(JobId id) {
        return jobs.values().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /// Borders that the controller made by itself, and may take away again.
    public SortedSet<Key> looseBorders() {
        return Collections.unmodifiableSortedSet(looseBorders);
    }

    /// What the replicas of some keys are to be like.
    public Rules rules() {
        return rules;
    }

    /// How many replicas a shard has whose keys are under no rule, as the cluster was founded.
    public Optional<Integer> usualReplicas() {
        return Optional.of(next.usual()).filter(usual -> usual != 0);
    }

    /// How often the list of members changed: of two lists the one with the higher count is newer,
    /// and two with the same are equal.
    public long memberChanges() {
        return next.members();
    }

    public NodeId nextServer() {
        return new NodeId(next.node());
    }

    public ShardId nextShard() {
        return new ShardId(next.shard());
    }

    public JobId nextJob() {
        return new JobId(next.job());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterImage image
                && servers.equals(image.servers)
                && shards.equals(image.shards)
                && jobs.equals(image.jobs)
                && looseBorders.equals(image.looseBorders)
                && rules.equals(image.rules)
                && next.equals(image.next);
    }

    @Override
    public int hashCode() {
        return servers.hashCode() * 31 + shards.hashCode();
    }

    /// An image in the making: several records cost one copy.
    private static final class Change {
        private final NavigableMap<NodeId, Server> servers;
        private final NavigableMap<ShardId, Shard> shards;
        private final NavigableMap<ShardId, Job> jobs;
        private final NavigableSet<Key> looseBorders;
        private Rules rules;
        private Numbers next;

        Change(ClusterImage image) {
            servers = new TreeMap<>(image.servers);
            shards = new TreeMap<>(image.shards);
            jobs = new TreeMap<>(image.jobs);
            looseBorders = new TreeSet<>(image.looseBorders);
            rules = image.rules;
            next = image.next;
        }

        void apply(ControllerRecord one) {
            switch (one) {
                case ControllerRecord.ServerJoined(Server server) -> join(server);
                case ControllerRecord.ServerStands(NodeId server, Standing standing) -> {
                    servers.computeIfPresent(server, (_, old) -> old.with(standing));
                    next = standing == Standing.REMOVED ? next.afterMember() : next;
                }
                case ControllerRecord.ShardShaped(Shard shard) -> shape(shard);
                case ControllerRecord.ShardGone(ShardId shard) -> shards.remove(shard);
                case ControllerRecord.JobStarted(Job job) -> start(job);
                case ControllerRecord.JobStepped(JobId job, Job.Step step) -> step(job, step);
                case ControllerRecord.NumbersGiven given -> next = next.atLeast(given);
                case ControllerRecord.BorderStands(Key at, boolean loose) -> stand(at, loose);
                case ControllerRecord.UsualIs(int replicas) -> next = next.withUsual(replicas);
                case ControllerRecord.RulesStand(RuleSet set) -> rules = rules.with(set);
                case ControllerRecord.JobEnded(JobId job, _) ->
                        jobs.values().removeIf(running -> running.id().equals(job));
            }
        }

        private void join(Server server) {
            servers.put(server.id(), server);
            next = next.after(server.id()).afterMember();
        }

        private void shape(Shard shard) {
            Shard known = shards.get(shard.id());
            if (known == null || !known.generation().isNewerThan(shard.generation())) {
                shards.put(shard.id(), shard);
            }
            next = next.after(shard.id());
        }

        private void stand(Key at, boolean loose) {
            if (loose) {
                looseBorders.add(at);
            } else {
                looseBorders.remove(at);
            }
        }

        private void start(Job job) {
            jobs.put(job.shard(), job);
            next = next.after(job.id());
            if (job instanceof Job.Split split) {
                next = next.after(split.right());
            }
        }

        private void step(JobId id, Job.Step step) {
            for (Map.Entry<ShardId, Job> entry : jobs.entrySet()) {
                if (entry.getValue().id().equals(id)) {
                    entry.setValue(entry.getValue().at(step));
                }
            }
        }

        ClusterImage done() {
            return new ClusterImage(servers, shards, jobs, looseBorders, rules, next);
        }
    }
}
