package dev.isochron.shard.lock;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.txn.ShardId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a table has room for more.
///
/// Those who hold locks find room longer than newcomers do, because only they can make room by
/// coming to an end (attack 34).
final class Room {
    private final ShardId shard;
    private final LockLimits limits;
    private final Blame blame;
    private final Grants grants;
    private final boolean reserves;

    Room(ShardId shard, LockLimits limits, Set<LockRule> rules, Blame blame, Grants grants) {
        this.shard = shard;
        this.limits = limits;
        this.blame = blame;
        this.grants = grants;
        this.reserves = rules.contains(LockRule.RESERVE_FOR_HOLDERS);
    }

    /// @param live how many attempts have an entry
    Optional<Failure> forNewcomer(int live, List<Lock> wanted) {
        if (live >= limits.attempts()) {
            return Optional.of(blame.full(limits.attempts(), "transactions"));
        }
        int room = reserves ? LockLimits.forNewcomers(limits.locks()) : limits.locks();
        return grants.locks() + (long) wanted.size() > room
                ? Optional.of(blame.full(limits.locks(), "locks"))
                : Optional.empty();
    }

    Optional<Failure> forLocks(Entry entry, List<Lock> missing) {
        long own = (long) entry.locks.size() + missing.size();
        for (Request request : entry.waiting) {
            own += request.wanted.size();
        }
        if (own > limits.locksPerAttempt()) {
            return tooLarge("locks on " + shard, own, limits.locksPerAttempt());
        }
        return grants.locks() + (long) missing.size() > limits.locks()
                ? Optional.of(blame.full(limits.locks(), "locks"))
                : Optional.empty();
    }

    Optional<Failure> forWaiting(Request request) {
        Entry entry = request.entry;
        long own = entry.waiting.size() + 1L;
        if (own > limits.waitingPerAttempt()) {
            return tooLarge(
                    "requests waiting for locks on " + shard, own, limits.waitingPerAttempt());
        }
        boolean reserve = reserves && entry.locks.isEmpty();
        int room = reserve ? LockLimits.forNewcomers(limits.waiting()) : limits.waiting();
        return grants.waiting() >= room
                ? Optional.of(blame.full(limits.waiting(), "waiting requests"))
                : forRows(request, reserve);
    }

    private Optional<Failure> forRows(Request request, boolean reserve) {
        int room =
                reserve ? LockLimits.forNewcomers(limits.waitingPerRow()) : limits.waitingPerRow();
        for (Lock lock : request.wanted) {
            Place place = Places.isPoint(lock.span()) ? grants.places.find(lock.span()) : null;
            if (place != null && place.waiters.size() >= room) {
                return Optional.of(blame.queueFull(lock, place.waiters.size()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> tooLarge(String what, long count, long limit) {
        return Optional.of(new BadInput.LargeTransaction(what, count, limit));
    }
}
