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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who gets which share of a transaction, as the map is now.
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
        private @Nullable Span hull;
        private @Nullable Tenure tenure;
        private final List<Share.Check> checks = new ArrayList<>();
        private final List<Write> writes = new ArrayList<>();

        private Part(ShardEntry entry) {
            this.entry = entry;
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
            Span keys = hull == null ? entry.span() : hull;
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
            part.covers(share.span().intersect(part.entry.span()).orElseThrow());
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
            part.covers(hold.hull().intersect(part.entry.span()).orElseThrow());
            part.tenure = hold.tenure();
        }
    }

    private void add(List<Share.Check> checks, List<Write> writes) throws InterruptedException {
        for (Share.Check check : checks) {
            for (Part part : pieces(check.span())) {
                Span piece = check.span().intersect(part.entry.span()).orElseThrow();
                part.covers(piece);
                part.checks.add(new Share.Check(piece, check.mode(), check.readAt()));
            }
        }
        for (Write write : writes) {
            Part part = part(router.at(write.key(), deadline));
            part.covers(Span.point(write.key()));
            part.writes.add(write);
        }
    }

    private List<Part> pieces(Span span) throws InterruptedException {
        List<Part> pieces = new ArrayList<>();
        Optional<Key> next = Optional.of(span.from());
        while (next.isPresent() && span.contains(next.get())) {
            ShardEntry entry = router.at(next.get(), deadline);
            pieces.add(part(entry));
            next = entry.span().until();
        }
        return pieces;
    }

    private Part part(ShardEntry entry) {
        return parts.computeIfAbsent(entry.span().from(), _ -> new Part(entry));
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
