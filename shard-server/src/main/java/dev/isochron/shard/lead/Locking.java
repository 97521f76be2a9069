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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lock table of a leadership, who waits for what in it, and who was silent for how long.
final class Locking {
    private final LockTable table;
    private final ShardSettings settings;
    private final CoordinatorCall coordinators;
    private final ArrayDeque<LockEvent> events = new ArrayDeque<>();

    /// Those who wait, in the order they came; so their deadlines are in order, too.
    private final LinkedHashMap<Ticket, Queued> waiting = new LinkedHashMap<>();

    /// Attempts with an entry, and when each was heard last; the longest silent first.
    private final LinkedHashMap<TxnId, Long> heardNanos = new LinkedHashMap<>();

    private boolean dispatching;

    private record Queued(TxnId txn, Waiter waiter, long sinceNanos) {}

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
    void acquire(Turn turn, Attempt attempt, List<Lock> wanted, LockWait patience, Waiter waiter) {
        LockStep step = table.acquire(attempt, wanted, patience);
        hear(turn, attempt.id());
        switch (step.answer()) {
            case Answer.Granted(_, Tenure tenure, List<Lock> skipped) ->
                    waiter.granted(turn, tenure, skipped);
            case Answer.Waiting(Ticket ticket) ->
                    waiting.put(ticket, new Queued(attempt.id(), waiter, turn.uptimeNanos()));
            case Answer.Refused(Failure why) -> waiter.failed(turn, why);
        }
        dispatch(turn, step.events());
        if (table.tenure(attempt.id()).isEmpty()) {
            heardNanos.remove(attempt.id());
        }
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
        return Optional.ofNullable(waiting.remove(ticket)).map(Queued::waiter);
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
        long limit = settings.lockWait().toNanos();
        for (Map.Entry<Ticket, Queued> entry : List.copyOf(waiting.entrySet())) {
            long waited = turn.uptimeNanos() - entry.getValue().sinceNanos();
            if (waited < limit) {
                break;
            }
            table.giveUp(entry.getKey(), Duration.ofNanos(waited))
                    .ifPresent(step -> giveUp(turn, entry.getKey(), step));
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
        if (!waiting.isEmpty()) {
            Queued first = waiting.firstEntry().getValue();
            wake = first.sinceNanos() + settings.lockWait().toNanos();
        }
        if (!heardNanos.isEmpty()) {
            long silent = heardNanos.firstEntry().getValue() + settings.idle().toNanos();
            wake = Math.min(wake, silent);
        }
        return wake;
    }
}
