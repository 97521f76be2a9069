package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.Attempt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Looks a table over for a [LockListing].
final class Survey {
    private final Places places;
    private final int limit;
    private final List<LockListing.Holding> holdings = new ArrayList<>();
    private final List<LockListing.Wait> waits = new ArrayList<>();
    private boolean cut;

    private Survey(Places places, int limit) {
        this.places = places;
        this.limit = limit;
    }

    /// @param limit how many holdings, and how many waits, are listed at most
    static LockListing of(Places places, Collection<Request> waiting, int limit) {
        Survey survey = new Survey(places, limit);
        places.forEach(survey::list);
        for (Request request : waiting) {
            if (survey.waits.size() == limit) {
                survey.cut = true;
                break;
            }
            survey.waits.add(survey.wait(request));
        }
        return new LockListing(survey.holdings, survey.waits, survey.cut);
    }

    private void list(Place place) {
        for (Crowd.Group<Entry> group : place.holders.groups()) {
            for (Entry entry : group.line()) {
                if (holdings.size() == limit) {
                    cut = true;
                    return;
                }
                Lock lock = new Lock(place.span, group.mode());
                holdings.add(
                        new LockListing.Holding(
                                entry.attempt(), entry.tenure, entry.hasVoted(), lock));
            }
        }
    }

    private LockListing.Wait wait(Request request) {
        for (Lock lock : request.wanted) {
            Set<Attempt> blockers = new LinkedHashSet<>();
            places.forEachOverlapping(lock.span(), place -> block(request, lock, place, blockers));
            if (!blockers.isEmpty()) {
                return wait(request, lock, blockers);
            }
        }
        return wait(request, request.wanted.getFirst(), Set.of());
    }

    private static LockListing.Wait wait(Request request, Lock lock, Set<Attempt> blockers) {
        return new LockListing.Wait(
                request.entry.attempt(), request.ticket, lock, List.copyOf(blockers));
    }

    private static void block(Request request, Lock lock, Place place, Set<Attempt> blockers) {
        for (Crowd.Group<Entry> group : place.holders.groups()) {
            if (group.mode().conflictsWith(lock.mode())) {
                for (Entry holder : group.line()) {
                    if (blockers.size() == LockListing.MAX_BLOCKERS) {
                        return;
                    }
                    add(request, holder, blockers);
                }
            }
        }
        for (Crowd.Group<Request> group : place.waiters.groups()) {
            if (group.mode().conflictsWith(lock.mode())) {
                for (Request other : group.line()) {
                    if (other.compareTo(request) >= 0
                            || blockers.size() == LockListing.MAX_BLOCKERS) {
                        break;
                    }
                    add(request, other.entry, blockers);
                }
            }
        }
    }

    private static void add(Request request, Entry other, Set<Attempt> blockers) {
        if (!other.equals(request.entry) && blockers.size() < LockListing.MAX_BLOCKERS) {
            blockers.add(other.attempt());
        }
    }
}
