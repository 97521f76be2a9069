package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The rules of the lock table written down plainly: every question is asked of every lock and of
/// every request there is, and after every step everybody who waits is asked again.
final class NaiveTable {

    /// An attempt with an entry.
    static final class Alive {
        final Attempt attempt;
        final Map<Span, LockMode> locks = new TreeMap<>();
        boolean voted;
        boolean told;
        Optional<Fresh> fresh = Optional.empty();

        Alive(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    record Fresh(long ticket, Lock lock, Optional<LockMode> before) {}

    record Waiter(long ticket, Alive who, List<Lock> wanted) {}

    /// What a step came to.
    ///
    /// @param answer `granted`, `waits` or `refused`
    record Outcome(String answer, Set<String> ended, Set<Long> granted, Set<String> asked) {}

    final Map<TxnId, Alive> alive = new LinkedHashMap<>();
    final List<Waiter> waiting = new ArrayList<>();
    private final Set<TxnId> over = new LinkedHashSet<>();
    private final Set<String> everAsked = new LinkedHashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Set<Long> granted = new LinkedHashSet<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /// @param ticket that the table under test gives this request, should it need one
    Outcome acquire(long ticket, Attempt attempt, List<Lock> wanted, LockWait patience) {
        Alive me = alive.get(attempt.id());
        if (me == null) {
            if (over.contains(attempt.id())) {
                return outcome("refused");
            }
            for (Alive other : List.copyOf(alive.values())) {
                if (other.attempt.isLaterThan(attempt)) {
                    return outcome("refused");
                }
            }
            for (Alive other : List.copyOf(alive.values())) {
                if (attempt.isLaterThan(other.attempt) && !other.voted) {
                    end(other);
                }
            }
            me = new Alive(attempt);
            alive.put(attempt.id(), me);
        }
        String answer = acquire(ticket, me, wanted, patience);
        dropIfUnused(me);
        return outcome(answer);
    }

    private String acquire(long ticket, Alive me, List<Lock> wanted, LockWait patience) {
        List<Lock> missing = wanted.stream().filter(lock -> !holds(me, lock)).toList();
        if (missing.isEmpty()) {
            me.fresh = Optional.empty();
            me.told = true;
            return "granted";
        }
        if (me.voted) {
            return "refused";
        }
        Waiter request = new Waiter(ticket, me, missing);
        return switch (patience) {
            case WAIT -> takeOrWait(request);
            case NO_WAIT -> {
                if (missing.stream().anyMatch(lock -> isInTheWay(request, lock))) {
                    yield "refused";
                }
                yield take(request);
            }
            case SKIP -> {
                List<Lock> free =
                        missing.stream().filter(lock -> !isInTheWay(request, lock)).toList();
                yield take(new Waiter(ticket, me, free));
            }
        };
    }

    private String takeOrWait(Waiter request) {
        for (Alive other : List.copyOf(alive.values())) {
            if (isYounger(other, request.who) && holdsAgainst(other, request)) {
                if (other.voted) {
                    String pair = other.attempt.tag() + " for " + request.who.attempt.tag();
                    if (everAsked.add(pair)) {
                        asked.add(pair);
                    }
                } else {
                    end(other);
                }
            }
        }
        if (request.wanted.stream().anyMatch(lock -> isInTheWay(request, lock))) {
            waiting.add(request);
            return "waits";
        }
        return take(request);
    }

    private String take(Waiter request) {
        Alive me = request.who;
        me.fresh = Optional.empty();
        me.told = true;
        for (Lock lock : request.wanted) {
            LockMode before = me.locks.get(lock.span());
            me.locks.merge(lock.span(), lock.mode(), LockMode::union);
            if (request.wanted.size() == 1 && !lock.span().isPoint()) {
                me.fresh =
                        Optional.of(new Fresh(request.ticket, lock, Optional.ofNullable(before)));
            }
        }
        return "granted";
    }

    /// The same transaction's earlier attempt counts as younger.
    private static boolean isYounger(Alive other, Alive me) {
        return me.attempt.age().isOlderThan(other.attempt.age())
                || me.attempt.isLaterThan(other.attempt);
    }

    private boolean isInTheWay(Waiter request, Lock lock) {
        Waiter alone = new Waiter(request.ticket, request.who, List.of(lock));
        for (Alive other : alive.values()) {
            if (other != request.who && holdsAgainst(other, alone)) {
                return true;
            }
        }
        for (Waiter other : waiting) {
            boolean older = isYounger(request.who, other.who);
            if (older && other.wanted.stream().anyMatch(theirs -> conflict(lock, theirs))) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsAgainst(Alive other, Waiter request) {
        return other.locks.entrySet().stream()
                .map(held -> new Lock(held.getKey(), held.getValue()))
                .anyMatch(held -> request.wanted.stream().anyMatch(lock -> conflict(lock, held)));
    }

    static boolean conflict(Lock a, Lock b) {
        return a.span().overlaps(b.span()) && a.mode().conflictsWith(b.mode());
    }

    private static boolean holds(Alive who, Lock lock) {
        return who.locks.entrySet().stream()
                .filter(held -> held.getKey().contains(lock.span()))
                .map(Map.Entry::getValue)
                .reduce(LockMode::union)
                .map(mode -> mode.covers(lock.mode()))
                .orElse(false);
    }

    Outcome shrink(TxnId id, long ticket, Span kept) {
        Alive me = alive.get(id);
        if (me != null && me.fresh.isPresent() && me.fresh.get().ticket == ticket) {
            Lock lock = me.fresh.get().lock;
            if (lock.span().contains(kept)) {
                me.locks.remove(lock.span());
                me.fresh.get().before.ifPresent(mode -> me.locks.put(lock.span(), mode));
                Lock rest = new Lock(kept, lock.mode());
                if (!holds(me, rest)) {
                    me.locks.merge(kept, lock.mode(), LockMode::union);
                }
                me.fresh = Optional.empty();
            }
        }
        return outcome("");
    }

    Outcome voted(TxnId id) {
        Alive me = alive.get(id);
        if (me != null) {
            me.voted = true;
            me.fresh = Optional.empty();
            waiting.removeIf(request -> request.who == me);
        }
        return outcome("");
    }

    Outcome release(TxnId id) {
        over.add(id);
        Alive me = alive.remove(id);
        waiting.removeIf(request -> request.who == me);
        return outcome("");
    }

    Outcome endFromOutside(TxnId id) {
        Alive me = alive.get(id);
        if (me != null && !me.voted) {
            end(me);
        }
        return outcome("");
    }

    Outcome giveUp(long ticket) {
        for (Waiter request : List.copyOf(waiting)) {
            if (request.ticket == ticket) {
                waiting.remove(request);
                dropIfUnused(request.who);
            }
        }
        return outcome("refused");
    }

    private void dropIfUnused(Alive me) {
        boolean waits = waiting.stream().anyMatch(request -> request.who == me);
        if (!me.told && !me.voted && !waits) {
            alive.remove(me.attempt.id());
            everAsked.removeIf(pair -> pair.endsWith(" for " + me.attempt.tag()));
        }
    }

    private void end(Alive victim) {
        alive.remove(victim.attempt.id());
        over.add(victim.attempt.id());
        waiting.removeIf(request -> request.who == victim);
        ended.add(victim.attempt.tag());
    }

    /// Grants until nobody who waits can be granted.
    private Outcome outcome(String answer) {
        boolean again = true;
        while (again) {
            again = false;
            for (Waiter request : List.copyOf(waiting)) {
                if (request.wanted.stream().noneMatch(lock -> isInTheWay(request, lock))) {
                    waiting.remove(request);
                    take(request);
                    granted.add(request.ticket);
                    again = true;
                }
            }
        }
        Outcome outcome =
                new Outcome(
                        answer,
                        new LinkedHashSet<>(ended),
                        new LinkedHashSet<>(granted),
                        new LinkedHashSet<>(asked));
        ended.clear();
        granted.clear();
        asked.clear();
        return outcome;
    }
}
