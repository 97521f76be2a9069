package dev.isochron.node.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.node.founding.SealedFile;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.storage.ordered.StoreRefused;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The replicas whose rows went with the store that had them: their log is here, and a store that
/// says nothing of any replica.
///
/// ```
/// log    g7, begins at slot 812 │ g9, begins at slot 44      a state was flushed, or is a parent's
/// store  nothing at all                                      which cannot be: it is another one
/// ```
///
/// They are written down before anything is written to that store. Without that, a replica that has
/// a log and no rows would look like one that its parent has just split off, and would wait for the
/// parent to do so again. They vote, since their log lost nothing, and fetch their state from other
/// replicas.
final class LostRows {
    static final String NAME = "rows-lost";

    /// Why such a replica shows nothing, for a person.
    static final String WHY = "all that the store of this node had of it";

    private final Set<String> replicas;
    private final boolean isUnreadable;

    private LostRows(Set<String> replicas, boolean isUnreadable) {
        this.replicas = replicas;
        this.isUnreadable = isUnreadable;
    }

    /// What is written down. If that cannot be read, all count as lost that have no rows: the worst
    /// that comes of it is that a replica fetches what its parent would have given it.
    static LostRows read(Disk state) {
        SealedFile file = new SealedFile(state, NAME);
        Optional<byte[]> body = file.read();
        return new LostRows(
                new TreeSet<>(body.map(b -> new String(b, UTF_8)).orElse("").lines().toList()),
                file.exists() && body.isEmpty());
    }

    /// Looks at what the log has while the store says nothing of any replica, and writes down what
    /// was lost.
    ///
    /// @return how many replicas were
    /// @throws StoreRefused if none of them has another replica to fetch its state from
    static int note(Disk state, Collection<ReplicaImage> images) {
        List<ReplicaImage> lost = images.stream().filter(LostRows::hadRows).toList();
        if (lost.isEmpty()) {
            return 0;
        }
        if (lost.stream().allMatch(LostRows::isAlone)) {
            throw new StoreRefused(
                    StoreRefused.Reason.DAMAGED,
                    "the rows of this node",
                    "the store of rows is gone, or was damaged and put aside, and no other node"
                            + " has replicas of its shards",
                    "Put the store back, or restore the cluster from a backup.");
        }
        TreeSet<String> all = new TreeSet<>(read(state).replicas);
        lost.forEach(image -> all.add(name(image)));
        new SealedFile(state, NAME).write(String.join("\n", all).getBytes(UTF_8));
        return lost.size();
    }

    /// Whether a replica lost its rows, given that there are none.
    boolean has(ReplicaImage image) {
        return hadRows(image) && (isUnreadable || replicas.contains(name(image)));
    }

    private static boolean hadRows(ReplicaImage image) {
        return Plan.shardOf(image.group()).isPresent() && image.begin().isAbove(Slot.FIRST);
    }

    private static boolean isAlone(ReplicaImage image) {
        return image.base().everyone().size() == 1;
    }

    private static String name(ReplicaImage image) {
        return image.group() + " " + image.replica();
    }
}
