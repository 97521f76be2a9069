package dev.isochron.client.txn;

import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Router;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.Tenure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who gets which share of a transaction, as the map is now.
///
/// Shares never overlap, though the map may change while they are cut: votes are counted by their
/// keys, and one vote must not stand for two shares (T8). A key stays with the part that got it
/// first; its shard will say if it is another's now.
final class Plan {

    private final Router router;
    private final Deadline deadline;
    private final TreeMap<Key, Part> parts = new TreeMap<>();

    private Plan(Router router, Deadline deadline) {
        this.router = router;
        this.deadline = deadline;
    }

    /// What one shard gets, still growing.
    static final class Part {
        final ShardEntry entry;

        /// Of the entry's keys those that no other part has.
        private final Span area;

        private @Nullable Span hull;
        private @Nullable Tenure tenure;
        private final List<Share.Check> checks = new ArrayList<>();
        private final List<Write> writes = new ArrayList<>();

        private Part(ShardEntry entry, Span area) {
            this.entry = entry;
            this.area = area;
        }

        boolean has(Key key) {
            return area.contains(key);
        }

        private void covers(Span keys) {
            hull = hull == null ? keys : Run.hull(hull, keys);
        }

        boolean isWritten() {
            return !writes.isEmpty();
        }

        long bytes() {
            return writes.stream()
                    .mapToLong(write -> (long) write.bytes() + Buffer.WEIGHT_OF_ONE)
                    .sum();
        }

        Share share() {
            Span keys = hull == null ? area : hull;
            return new Share(keys, Optional.ofNullable(tenure), checks, writes);
        }
    }

    /// Spreads all that an attempt did.
    ///
    /// @throws dev.isochron.client.error.IsochronException if locks of two tenures met in one
    ///   shard, or nobody knows the map
    static Plan of(Run run) throws InterruptedException {
        Plan plan = new Plan(run.router(), run.deadline());
        for (Run.Hold hold : run.holds()) {
            plan.hold(run, hold);
        }
        run.checks().sort((a, b) -> a.span().compareTo(b.span()));
        plan.add(run.checks(), run.buffer().writes());
        return plan;
    }

    /// Spreads one share again, whose shard said that it changed.
    static Plan of(Share share, Run run) throws InterruptedException {
        Plan plan = new Plan(run.router(), run.deadline());
        for (Part part : plan.pieces(share.span())) {
            part.covers(share.span().intersect(part.area).orElseThrow());
            part.tenure = share.tenure().orElse(null);
        }
        plan.add(share.checks(), share.writes());
        return plan;
    }

    private void hold(Run run, Run.Hold hold) throws InterruptedException {
        for (Part part : pieces(hold.hull())) {
            if (part.tenure != null && !part.tenure.equals(hold.tenure())) {
                throw run.doomed(new Aborted.LocksLost(part.entry.route().shard(), hold.tenure()));
            }
            part.covers(hold.hull().intersect(part.area).orElseThrow());
            part.tenure = hold.tenure();
        }
    }

    private void add(List<Share.Check> checks, List<Write> writes) throws InterruptedException {
        for (Share.Check check : checks) {
            for (Part part : pieces(check.span())) {
                Span piece = check.span().intersect(part.area).orElseThrow();
                part.covers(piece);
                part.checks.add(new Share.Check(piece, check.mode(), check.readAt()));
            }
        }
        for (Write write : writes) {
            Part part = part(write.key());
            part.covers(Span.point(write.key()));
            part.writes.add(write);
        }
    }

    private List<Part> pieces(Span span) throws InterruptedException {
        List<Part> pieces = new ArrayList<>();
        Optional<Key> next = Optional.of(span.from());
        while (next.isPresent() && span.contains(next.get())) {
            Part part = part(next.get());
            pieces.add(part);
            next = part.area.until();
        }
        return pieces;
    }

    private Part part(Key key) throws InterruptedException {
        Map.Entry<Key, Part> before = parts.floorEntry(key);
        if (before != null && before.getValue().has(key)) {
            return before.getValue();
        }
        ShardEntry entry = router.at(key, deadline);
        Part part = new Part(entry, free(entry.span(), key));
        parts.put(part.area.from(), part);
        return part;
    }

    /// What no part has of these keys, around one that none has.
    private Span free(Span keys, Key around) {
        Span free = keys;
        Map.Entry<Key, Part> before = parts.floorEntry(around);
        Optional<Key> end = before == null ? Optional.empty() : before.getValue().area.until();
        if (end.filter(free::canSplitAt).isPresent()) {
            free = free.splitAt(end.get()).right();
        }
        Key next = parts.higherKey(around);
        return next != null && free.canSplitAt(next) ? free.splitAt(next).left() : free;
    }

    Collection<Part> parts() {
        return parts.values();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /// The part that is written most, whose shard will be asked to coordinate.
    Optional<Part> heaviest() {
        Part heaviest = null;
        for (Part part : parts.values()) {
            if (part.isWritten() && (heaviest == null || part.bytes() > heaviest.bytes())) {
                heaviest = part;
            }
        }
        return Optional.ofNullable(heaviest);
    }
}
