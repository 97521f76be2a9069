package dev.isochron.node.control;

import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.decide.Command;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Jobs that get no further. A move waits for its learner as long as that takes; what is done in
/// one step and was not, will not be, and stands in the way of others.
final class Stuck {

    /// A transfer takes milliseconds and a split no longer; so much is patience with a shard that
    /// has no leader just now.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final TreeMap<JobId, Long> sinceNanos = new TreeMap<>();

    void begin() {
        sinceNanos.clear();
    }

    List<Command> look(Collection<Job> jobs, long now) {
        List<Command> over = new ArrayList<>();
        TreeSet<JobId> there = new TreeSet<>();
        for (Job job : jobs) {
            boolean brief =
                    switch (job) {
                        case Job.Handover _, Job.Split _, Job.Merge _, Job.Dismiss _ -> true;
                        case Job.Retire retire -> retire.step() == Job.Step.SWAP;
                        case Job.Move _ -> false;
                    };
            if (brief) {
                there.add(job.id());
                long since = sinceNanos.computeIfAbsent(job.id(), _ -> now);
                if (now - since >= PATIENCE_NANOS) {
                    over.add(new Command.GiveUp(job.id(), "nothing came of it"));
                }
            }
        }
        sinceNanos.keySet().retainAll(there);
        return over;
    }
}
