package dev.isochron.shard.lead;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.lock.Answer;
import dev.isochron.shard.lock.LiveEntry;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.lock.LockEvent;
import dev.isochron.shard.lock.LockStep;
import dev.isochron.shard.lock.LockTable;
import dev.isochron.shard.lock.Ticket;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The lock table of a leadership, who waits for what in it, and who was silent for how long.
final class Locking {
    private final LockTable table;
    private final ShardSettings settings;
    private final CoordinatorCall coordinators;
    private final ArrayDeque<LockEvent> events = new ArrayDeque<>();

    /// Those who wait, in the order they came.
    private final LinkedHashMap<Ticket, Queued> waiting = new LinkedHashMap<>();

    /// The same, by when each gives up.
    private final TreeSet<Due> givingUp = new TreeSet<>();

    /// Attempts with an entry, and when each was heard last; the longest silent first.
    private final LinkedHashMap<TxnId, Long> heardNanos = new LinkedHashMap<>();

    private boolean dispatching;

    private record Queued(TxnId txn, Waiter waiter, long sinceNanos, Due due) {}

    private record Due(long atNanos, Ticket ticket) implements Comparable<Due> {
        private static final Comparator<Due> ORDER =
                Comparator.comparingLong(Due::atNanos).thenComparing(Due::ticket);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /// How a request waits.
    ///
    /// @param longest less than all who ask have, if it is to be
    record Patience(LockWait kind, Optional<Duration> longest) {
        static final Patience USUAL = new Patience(LockWait.WAIT, Optional.empty());
    }

    /// Told when an older attempt waits for one that only its coordinator can end.
    interface CoordinatorCall {
        void onAsked(Turn turn, LockEvent.CoordinatorAsked asked);
    }

    Locking(LockTable table, ShardSettings settings, CoordinatorCall coordinators) {
        this.table = table;
        this.settings = settings;
        this.coordinators = coordinators;
    }

    LockTable table() {
        return table;
    }

    int waiting() {
        return waiting.size();
    }

    int attempts() {
        return heardNanos.size();
    }

    // Asking for locks.

    /// Asks for locks; the waiter is told now or later, exactly once.
    void acquire(Turn turn, Attempt attempt, List<Lock> wanted, Patience patience, Waiter waiter) {
        LockStep step = table.acquire(attempt, wanted, patience.kind());
        hear(turn, attempt.id());
        switch (step.answer()) {
            case Answer.Granted(_, Tenure tenure, List<Lock> skipped) ->
                    waiter.granted(turn, tenure, skipped);
            case Answer.Waiting(Ticket ticket) -> {
                long now = turn.uptimeNanos();
                Due due = new Due(now + limitNanos(patience), ticket);
                waiting.put(ticket, new Queued(attempt.id(), waiter, now, due));
                givingUp.add(due);
            }
            case Answer.Refused(Failure why) -> waiter.failed(turn, why);
        }
        dispatch(turn, step.events());
        if (table.tenure(attempt.id()).isEmpty()) {
            heardNanos.remove(attempt.id());
        }
    }

    private long limitNanos(Patience patience) {
        long usual = settings.lockWait().toNanos();
        return patience.longest().map(wait -> Math.min(usual, wait.toNanos())).orElse(usual);
    }

    /// Goes on with what the last leader left.
    void adopt(Turn turn, LiveEntry entry) {
        table.adopt(entry);
        if (table.holds(entry.attempt().id(), entry.tenure())) {
            hear(turn, entry.attempt().id());
        }
    }

    // Ending.

    void voted(Turn turn, TxnId txn) {
        heardNanos.remove(txn);
        dispatch(turn, table.voted(txn));
    }

    void release(Turn turn, TxnId txn) {
        heardNanos.remove(txn);
        dispatch(turn, table.release(txn));
    }

    void end(Turn turn, TxnId txn, Failure why) {
        heardNanos.remove(txn);
        dispatch(turn, table.end(txn, why));
    }

    /// The leadership is over.
    void failAll(Turn turn, Failure why) {
        List<Queued> left = List.copyOf(waiting.values());
        waiting.clear();
        givingUp.clear();
        left.forEach(one -> one.waiter().failed(turn, why));
    }

    /// What happens while one event is handled is handled after it.
    private void dispatch(Turn turn, List<LockEvent> happened) {
        events.addAll(happened);
        if (dispatching) {
            return;
        }
        dispatching = true;
        while (!events.isEmpty()) {
            handle(turn, events.remove());
        }
        dispatching = false;
    }

    private void handle(Turn turn, LockEvent event) {
        switch (event) {
            case LockEvent.Granted(Ticket ticket, _, Tenure tenure) ->
                    take(ticket).ifPresent(waiter -> waiter.granted(turn, tenure, List.of()));
            case LockEvent.Ended(Attempt attempt, _, List<Ticket> tickets, Failure why) -> {
                heardNanos.remove(attempt.id());
                tickets.forEach(
                        ticket -> take(ticket).ifPresent(waiter -> waiter.failed(turn, why)));
            }
            case LockEvent.Withdrawn(Ticket ticket, _, Failure why) ->
                    take(ticket).ifPresent(waiter -> waiter.failed(turn, why));
            case LockEvent.CoordinatorAsked asked -> coordinators.onAsked(turn, asked);
            case LockEvent.Released(Attempt attempt, _) -> heardNanos.remove(attempt.id());
        }
    }

    private Optional<Waiter> take(Ticket ticket) {
        Queued queued = waiting.remove(ticket);
        if (queued == null) {
            return Optional.empty();
        }
        givingUp.remove(queued.due());
        return Optional.of(queued.waiter());
    }

    // Time.

    /// The client of an attempt is alive.
    void hear(Turn turn, TxnId txn) {
        heardNanos.remove(txn);
        heardNanos.put(txn, turn.uptimeNanos());
    }

    void tick(Turn turn) {
        giveUpWaiting(turn);
        endIdle(turn);
    }

    void askAgain(Turn turn) {
        dispatch(turn, table.askAgain());
    }

    private void giveUpWaiting(Turn turn) {
        long now = turn.uptimeNanos();
        while (!givingUp.isEmpty() && givingUp.getFirst().atNanos() <= now) {
            Ticket ticket = givingUp.removeFirst().ticket();
            Queued queued = waiting.get(ticket);
            if (queued != null) {
                table.giveUp(ticket, Duration.ofNanos(now - queued.sinceNanos()))
                        .ifPresent(step -> giveUp(turn, ticket, step));
            }
        }
    }

    private void giveUp(Turn turn, Ticket ticket, LockStep step) {
        if (step.answer() instanceof Answer.Refused(Failure why)) {
            take(ticket).ifPresent(waiter -> waiter.failed(turn, why));
        }
        dispatch(turn, step.events());
    }

    /// Who waits for a lock is not silent: his client waits for us.
    private void endIdle(Turn turn) {
        for (Map.Entry<TxnId, Long> heard : List.copyOf(heardNanos.entrySet())) {
            Duration idle = Duration.ofNanos(turn.uptimeNanos() - heard.getValue());
            if (idle.compareTo(settings.idle()) < 0) {
                break;
            }
            TxnId txn = heard.getKey();
            boolean waits = waiting.values().stream().anyMatch(one -> one.txn().equals(txn));
            if (waits) {
                hear(turn, txn);
            } else {
                end(turn, txn, new Aborted.IdleTooLong(idle, settings.idle()));
            }
        }
    }

    long wakeAtNanos() {
        long wake = Long.MAX_VALUE;
        if (!givingUp.isEmpty()) {
            wake = givingUp.getFirst().atNanos();
        }
        if (!heardNanos.isEmpty()) {
            long silent = heardNanos.firstEntry().getValue() + settings.idle().toNanos();
            wake = Math.min(wake, silent);
        }
        return wake;
    }
}
