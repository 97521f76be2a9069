package dev.isochron.shard.lock;

import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that stands between a request and its locks, sorted by what is to be done about it.
///
/// ```
/// other attempt        holds                       waits
/// older                wait for it                 wait behind it
/// younger, unvoted     wound it                    go ahead of it
/// younger, voted       have its coordinator asked,  (a voted attempt waits for nothing)
///                      and wait for it
/// ```
///
/// The same transaction's earlier attempt counts as younger.
final class Obstacles {
    private final Request request;
    private final Set<LockRule> rules;

    private @Nullable Meeting first;
    private boolean mustWait;

    /// To be ended, each with the first lock they meet at.
    final LinkedHashMap<Entry, Meeting> victims = new LinkedHashMap<>(0);

    /// To be ended by their coordinators only.
    final LinkedHashMap<Entry, Meeting> voted = new LinkedHashMap<>(0);

    private Obstacles(Request request, Set<LockRule> rules) {
        this.request = request;
        this.rules = rules;
    }

    /// Those of some of a request's locks.
    static Obstacles of(
            Request request, Iterable<Lock> wanted, Places places, Set<LockRule> rules) {
        Obstacles obstacles = new Obstacles(request, rules);
        for (Lock lock : wanted) {
            places.forEachOverlapping(lock.span(), place -> obstacles.meet(lock, place));
        }
        return obstacles;
    }

    boolean isEmpty() {
        return first == null;
    }

    /// Whether something is left to wait for once the victims are gone.
    boolean mustWait() {
        return mustWait;
    }

    /// The first of them; there is one.
    Meeting first() {
        if (first == null) {
            throw new IllegalStateException("nothing is in the way");
        }
        return first;
    }

    private void meet(Lock wanted, Place place) {
        for (Crowd.Group<Entry> group : place.holders.groups()) {
            if (group.mode().conflictsWith(wanted.mode())) {
                meetHolders(wanted, place, group);
            }
        }
        boolean upgrade = request.entry.locks.containsKey(place);
        if (!rules.contains(LockRule.WAIT_BEHIND_OLDER)
                || (upgrade && !rules.contains(LockRule.QUEUE_UPGRADES))) {
            return;
        }
        for (Crowd.Group<Request> group : place.waiters.groups()) {
            if (group.mode().conflictsWith(wanted.mode())) {
                meetWaiters(wanted, place, group);
            }
        }
    }

    private void meetHolders(Lock wanted, Place place, Crowd.Group<Entry> group) {
        Entry oldest = group.line().first();
        if (oldest.isAheadOf(request.entry)) {
            waitFor(new Meeting(wanted, place, group.mode(), oldest));
        }
        for (Entry younger : group.line().after(request.entry)) {
            Meeting meeting = new Meeting(wanted, place, group.mode(), younger);
            if (younger.hasVoted() && rules.contains(LockRule.SPARE_VOTED)) {
                waitFor(meeting);
                voted.putIfAbsent(younger, meeting);
            } else if (rules.contains(LockRule.WOUND_YOUNGER)) {
                note(meeting);
                victims.putIfAbsent(younger, meeting);
            } else {
                waitFor(meeting);
            }
        }
    }

    private void meetWaiters(Lock wanted, Place place, Crowd.Group<Request> group) {
        for (Request other : group.line()) {
            if (other.compareTo(request) >= 0) {
                return;
            }
            if (!other.entry.equals(request.entry)) {
                waitFor(new Meeting(wanted, place, group.mode(), other.entry));
                return;
            }
        }
    }

    private void waitFor(Meeting meeting) {
        note(meeting);
        mustWait = true;
    }

    private void note(Meeting meeting) {
        if (first == null) {
            first = meeting;
        }
    }
}
