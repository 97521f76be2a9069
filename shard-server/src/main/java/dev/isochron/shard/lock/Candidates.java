package dev.isochron.shard.lock;

import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who, of all that wait at one place, might be granted as far as this place is concerned.
///
/// A thousand writers may queue for one row. Each release lets one of them in, so each must look at
/// a few of them and not at all: of those that exclude each other only the head of the queue can be
/// next, and of those that share, only the ones before the first older one they conflict with.
final class Candidates {
    private Candidates() {}

    static void of(Place place, Set<Request> into) {
        for (Crowd.Group<Request> group : place.waiters.groups()) {
            if (group.mode().conflictsWith(group.mode())) {
                addHead(group.line(), into);
            } else {
                addSharers(place, group, into);
            }
        }
    }

    /// The first, with other requests of the same attempt right behind it.
    private static void addHead(Line<Request> line, Set<Request> into) {
        Entry first = line.first().entry;
        for (Request request : line) {
            if (!request.entry.equals(first)) {
                return;
            }
            into.add(request);
        }
    }

    private static void addSharers(Place place, Crowd.Group<Request> group, Set<Request> into) {
        List<Entry> against = holdersAgainst(place, group.mode());
        if (against.size() > 1) {
            return;
        }
        Request limit = firstAgainst(place, group.mode());
        for (Request request : against.isEmpty() ? group.line() : against.getFirst().waiting) {
            if (limit != null
                    && !limit.entry.equals(request.entry)
                    && limit.compareTo(request) < 0) {
                return;
            }
            into.add(request);
        }
    }

    /// Holders in conflict with a mode, two at most: one may be waiting for more himself, two keep
    /// each other off.
    private static List<Entry> holdersAgainst(Place place, LockMode mode) {
        List<Entry> against = new ArrayList<>(2);
        for (Crowd.Group<Entry> holders : place.holders.groups()) {
            if (holders.mode().conflictsWith(mode)) {
                against.add(holders.line().first());
                holders.line().after(against.getLast()).stream()
                        .findFirst()
                        .ifPresent(against::add);
            }
        }
        return against;
    }

    private static @Nullable Request firstAgainst(Place place, LockMode mode) {
        Request first = null;
        for (Crowd.Group<Request> group : place.waiters.groups()) {
            if (group.mode().conflictsWith(mode)) {
                Request head = group.line().first();
                first = first == null || head.compareTo(first) < 0 ? head : first;
            }
        }
        return first;
    }
}
