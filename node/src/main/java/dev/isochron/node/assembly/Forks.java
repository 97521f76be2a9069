package dev.isochron.node.assembly;

import dev.isochron.node.host.Keeper;
import dev.isochron.paxos.log.Holding;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Replicas that begin with a split: those whose record is not durable yet, and those that the log
/// has and the store has not, because a crash came before the first flush. The state of these is
/// there again once their parent has applied the split again.
///
/// Until it runs such a replica says nothing, not even that it is unknown: it is there.
final class Forks {
    /// A sync is short; whoever comes beyond that is told that nobody is here.
    private static final int MAX_CALLERS = 1_024;

    private final TreeMap<GroupId, List<Runnable>> beingBorn = new TreeMap<>();
    private final TreeMap<GroupId, ReplicaImage> waiting = new TreeMap<>();
    private Map<GroupId, GroupId> parents = Map.of();

    /// @param found per shard the one whose log still has the split that made it
    void descend(Map<GroupId, GroupId> found) {
        parents = new TreeMap<>(found);
    }

    boolean isUnderWay(GroupId group) {
        return beingBorn.containsKey(group) || waiting.containsKey(group);
    }

    void await(ReplicaImage image) {
        waiting.put(image.group(), image);
    }

    boolean isAwaited(GroupId group) {
        return waiting.containsKey(group);
    }

    /// The image of a replica that waited for its parent; none if it was never here before.
    Optional<ReplicaImage> arrived(GroupId group) {
        return Optional.ofNullable(waiting.remove(group));
    }

    /// Those that wait for this parent, which splits no more; they wait no longer.
    List<ReplicaImage> orphansOf(GroupId parent) {
        return takeIf(child -> parent.equals(parents.get(child)));
    }

    /// Those that wait for nobody: their parent left before the restart, or lost its log.
    List<ReplicaImage> parentless() {
        return takeIf(child -> !parents.containsKey(child));
    }

    private List<ReplicaImage> takeIf(Predicate<GroupId> children) {
        List<ReplicaImage> taken = new ArrayList<>();
        for (GroupId child : List.copyOf(waiting.keySet())) {
            if (children.test(child)) {
                arrived(child).ifPresent(taken::add);
            }
        }
        return taken;
    }

    void begin(GroupId group) {
        beingBorn.put(group, new ArrayList<>());
    }

    /// Its record is durable.
    ///
    /// @return what was to be done then
    List<Runnable> end(GroupId group) {
        List<Runnable> callers = beingBorn.remove(group);
        return callers == null ? List.of() : callers;
    }

    /// False if the replica is not being born, or if enough wait for it.
    boolean whenBorn(GroupId group, Runnable task) {
        List<Runnable> callers = beingBorn.get(group);
        return callers != null && callers.size() < MAX_CALLERS && callers.add(task);
    }

    /// What the log has to keep of a replica that waits.
    Optional<Keeper> keeperOf(GroupId group) {
        return Optional.ofNullable(waiting.get(group)).map(Waiting::new);
    }

    /// The records of a replica that begins.
    static List<HardRecord> birth(HardRecord.Began began, Ballot promised) {
        return List.of(began, new HardRecord.Promised(began.group(), promised));
    }

    /// The same as it is read back: it promised the ballot that proposed the split, so that nobody
    /// leads it under one that its parent knew (T8).
    static ReplicaImage image(HardRecord.Began began, Ballot promised) {
        return new ReplicaImage(
                began.group(),
                began.replica(),
                began.begin(),
                began.configuration(),
                promised,
                new TreeMap<>(),
                began.begin().previous(),
                Timestamp.MIN,
                false);
    }

    private record Waiting(ReplicaImage image) implements Keeper {
        @Override
        public boolean isLettingGo(Holding holding) {
            return false;
        }

        @Override
        public void letGo(Slot slot) {}

        @Override
        public List<HardRecord> hardState() {
            return image.records();
        }
    }
}
