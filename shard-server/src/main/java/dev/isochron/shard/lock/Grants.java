package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who holds which place and who waits for it, and what becomes grantable when something is freed.
final class Grants {
    final Places places;
    private final Set<LockRule> rules;
    private final List<Span> freed = new ArrayList<>();
    private int locks;
    private int waiting;

    Grants(Set<LockRule> rules) {
        this.rules = rules;
        this.places = new Places(rules.contains(LockRule.RANGES_MEET_POINTS));
    }

    /// Held and wanted, of all attempts.
    int locks() {
        return locks;
    }

    /// Requests that wait.
    int waiting() {
        return waiting;
    }

    /// Those of the locks that the entry does not hold already.
    List<Lock> missing(Entry entry, List<Lock> wanted) {
        List<Lock> missing = new ArrayList<>(wanted.size());
        for (Lock lock : wanted) {
            if (!Coverage.isHeld(entry, lock, places)) {
                missing.add(lock);
            }
        }
        return missing;
    }

    void hold(Request granted) {
        Entry entry = granted.entry;
        entry.granted();
        for (Lock lock : granted.wanted) {
            Place place = places.at(lock.span());
            LockMode before = hold(entry, place, lock.mode());
            if (!place.isPoint && granted.wanted.size() == 1) {
                entry.fresh =
                        Optional.of(
                                new FreshGrant(
                                        granted.ticket,
                                        place,
                                        lock.mode(),
                                        Optional.ofNullable(before)));
            }
        }
    }

    /// Adds to what the entry holds there.
    ///
    /// @return what it held before
    @Nullable LockMode hold(Entry entry, Place place, LockMode mode) {
        LockMode before = entry.locks.get(place);
        if (before == null) {
            locks++;
            if (!place.isPoint) {
                entry.ranges.add(place);
            }
        } else {
            place.holders.remove(before, entry);
        }
        LockMode now = before == null ? mode : before.union(mode);
        entry.locks.put(place, now);
        place.holders.add(now, entry);
        return before;
    }

    /// Puts the entry back to what it held before its last grant.
    void undo(Entry entry, FreshGrant grant) {
        Place place = grant.place();
        LockMode now = entry.locks.remove(place);
        if (now == null) {
            throw new IllegalStateException("a fresh grant that is not held: " + place);
        }
        place.holders.remove(now, entry);
        if (grant.before().isPresent()) {
            entry.locks.put(place, grant.before().get());
            place.holders.add(grant.before().get(), entry);
        } else {
            locks--;
            entry.ranges.remove(place);
        }
        free(place);
    }

    void enqueue(Request request) {
        for (Lock lock : request.wanted) {
            places.at(lock.span()).waiters.add(lock.mode(), request);
        }
        request.entry.waiting.add(request);
        waiting++;
        locks += request.wanted.size();
    }

    void dequeue(Request request) {
        for (Lock lock : request.wanted) {
            Place place = places.find(lock.span());
            if (place != null) {
                place.waiters.remove(lock.mode(), request);
                free(place);
            }
        }
        request.entry.waiting.remove(request);
        waiting--;
        locks -= request.wanted.size();
    }

    /// Takes everything from an entry, its place in queues included.
    void strip(Entry entry) {
        for (Request request : List.copyOf(entry.waiting)) {
            dequeue(request);
        }
        entry.locks.forEach((place, mode) -> {
            place.holders.remove(mode, entry);
            free(place);
        });
        locks -= entry.locks.size();
        entry.locks.clear();
    }

    private void free(Place place) {
        if (waiting > 0) {
            freed.add(place.span);
        }
        places.dropIfIdle(place);
    }

    /// Grants, in order of age, what waits and can be granted now that something was freed.
    ///
    /// One pass is enough: who is granted keeps everybody else off whom he kept off as he waited.
    List<Request> wake() {
        if (freed.isEmpty()) {
            return List.of();
        }
        List<Request> granted = new ArrayList<>();
        for (Request request : candidates()) {
            if (isGrantable(request)) {
                dequeueGranted(request);
                hold(request);
                granted.add(request);
            }
        }
        return granted;
    }

    private boolean isGrantable(Request request) {
        return Obstacles.of(request, request.wanted, places, rules).isEmpty();
    }

    /// It leaves the queues for the holders of the same places, so nothing becomes free.
    private void dequeueGranted(Request request) {
        for (Lock lock : request.wanted) {
            places.at(lock.span()).waiters.remove(lock.mode(), request);
        }
        request.entry.waiting.remove(request);
        waiting--;
        locks -= request.wanted.size();
    }

    private Set<Request> candidates() {
        Set<Request> candidates = new TreeSet<>();
        if (rules.contains(LockRule.WAKE_WAITERS) && waiting > 0) {
            for (Span span : freed) {
                places.forEachOverlapping(span, place -> Candidates.of(place, candidates));
            }
        }
        freed.clear();
        return candidates;
    }
}
