package dev.isochron.shard.lead;

import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.lock.Lock;
import dev.isochron.shard.lock.LockEvent;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.Applied;
import dev.isochron.shard.state.ShardState;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import dev.isochron.txn.Caller;
import dev.isochron.txn.Coordinator;
import dev.isochron.txn.Effect;
import dev.isochron.txn.Home;
import dev.isochron.txn.Participant;
import dev.isochron.txn.Rule;
import dev.isochron.txn.Secured;
import dev.isochron.txn.TxnSettings;
import dev.isochron.txn.record.Held;
import dev.isochron.txn.record.TxnRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Does for the machines of two-phase commit what they ask for: locks, checks, records, messages.
///
/// ```
/// Secure ─▶ locks of what is written and checked ─▶ checks ─▶ voted ─▶ secured
///                                        ╰─ wounded, changed, not as expected ─▶ refused
/// ```
///
/// A refusal that tells of a version waits until that is surely past (T3): whoever the machines
/// tell of it must not learn of it sooner.
final class Transactions {

    /// How long an outcome that was told waits for company on its way into the log, while nobody
    /// waits for its locks: a round of the log has its cost, and the next is mostly under way
    /// before anybody misses it.
    private static final Duration RESOLVE_WITHIN = Duration.ofMillis(3);

    /// The same for what only lets a decision be forgotten. If this leader dies meanwhile, the next
    /// one tells the decision once more.
    private static final Duration LET_GO_WITHIN = Duration.ofMillis(50);

    private final Locking locking;
    private final ShareChecks checks;
    private final Desk desk;
    private final Coordinator coordinator;
    private final Participant participant;
    private final ArrayDeque<Effect> effects = new ArrayDeque<>();
    private final TreeMap<Timestamp, List<Refusal>> refusals = new TreeMap<>();
    private Optional<Timestamp> wakeAt = Optional.empty();
    private boolean running;

    private record Refusal(Effect.Secure asked, Failure why) {}

    /// How the machines work.
    record Ways(TxnSettings settings, Set<Rule> rules) {}

    Transactions(ShardState state, Locking locking, ShareChecks checks, Desk desk, Ways ways) {
        this.locking = locking;
        this.checks = checks;
        this.desk = desk;
        Home home = new Home(state.store().shard(), state.store().span());
        this.coordinator =
                new Coordinator(
                        home, state.transactions(), desk.lease(), ways.settings(), ways.rules());
        this.participant =
                new Participant(
                        home, state.transactions(), desk.lease(), ways.settings(), ways.rules());
    }

    /// The first step: what was prepared before is locked again, whoever was not told is told.
    void start(Turn turn) {
        run(turn, participant.start());
        run(turn, coordinator.start());
    }

    // Inputs.

    void commit(Turn turn, long token, Request.Commit request) {
        Optional<Failure> malformed = checks.malformed(request.share());
        if (malformed.isPresent()) {
            desk.replies().fail(token, malformed.get());
        } else {
            run(turn, coordinator.commit(new Caller(token), request));
        }
    }

    void prepare(Turn turn, long token, Request.Prepare request) {
        Optional<Failure> malformed = checks.malformed(request.share());
        if (malformed.isPresent()) {
            desk.replies().fail(token, malformed.get());
        } else {
            run(turn, participant.prepare(new Caller(token), request));
        }
    }

    void askOutcome(Turn turn, long token, Request.AskOutcome ask) {
        run(turn, coordinator.askOutcome(new Caller(token), ask.anchor(), ask.txn()));
    }

    /// The client gives an attempt up, or it only read and is done. What has voted stays, unless
    /// its client says as of when it read.
    void release(Turn turn, TxnId txn, Optional<Timestamp> at) {
        at.ifPresent(moment -> run(turn, participant.finished(txn, moment)));
        Failure why = new Unavailable.Cancelled();
        run(turn, participant.release(txn, why));
        if (!participant.hasVoted(txn) && !coordinator.decides(txn)) {
            locking.end(turn, txn, why);
        }
    }

    void parley(Turn turn, Parley message) {
        run(turn, coordinator.receive(message));
        run(turn, participant.receive(message));
    }

    void applied(Turn turn, Applied applied) {
        for (Applied.Ruled one : applied.rulings()) {
            run(turn, coordinator.applied(one.record(), one.ruling()));
            run(turn, participant.applied(one.record(), one.ruling()));
        }
    }

    /// An older attempt waits for one that has voted.
    void wound(Turn turn, LockEvent.CoordinatorAsked asked) {
        TxnId txn = asked.holder().id();
        Parley.Grievance over =
                new Parley.Grievance(asked.why().row(), asked.why().mode(), asked.why().other());
        run(
                turn,
                coordinator.decides(txn)
                        ? coordinator.wound(txn, over)
                        : participant.wound(txn, over));
    }

    void tick(Turn turn) {
        while (!refusals.isEmpty() && turn.isPast(refusals.firstKey())) {
            refusals.pollFirstEntry().getValue().forEach(one -> refuse(turn, one));
        }
        if (wakeAt.isPresent() && turn.isPast(wakeAt.get())) {
            wakeAt = Optional.empty();
            run(turn, coordinator.tick());
            run(turn, participant.tick());
        }
    }

    long wakeAtNanos(Turn turn) {
        Timestamp next = wakeAt.orElse(Timestamp.MAX);
        if (!refusals.isEmpty()) {
            next = Timestamp.min(next, refusals.firstKey());
        }
        return next.equals(Timestamp.MAX)
                ? Long.MAX_VALUE
                : turn.uptimeNanos() + TrueTime.waitNanos(turn.now(), next);
    }

    /// Whether the locks of an attempt may go on with the next leader: nobody was told anything yet
    /// that rests on them.
    boolean mayGoOn(TxnId txn) {
        return !participant.isVouchedFor(txn);
    }

    /// The leadership is over.
    ///
    /// @param goesOn whose locks are left to the next one
    void close(Turn turn, Predicate<TxnId> goesOn) {
        run(turn, coordinator.close(goesOn));
        run(turn, participant.close());
    }

    // Effects.
    //
    // After a merge a transaction may have several shares here, and its coordinator as well: its
    // locks end with the last share that voted.

    /// What a machine wants while another effect is done is done after it.
    private void run(Turn turn, List<Effect> wanted) {
        effects.addAll(wanted);
        if (running) {
            return;
        }
        running = true;
        while (!effects.isEmpty()) {
            perform(turn, effects.remove());
        }
        running = false;
    }

    private void answer(Turn turn, Caller caller, Reply reply, Timestamp after) {
        Reply told =
                reply instanceof Reply.Committed(Timestamp at, _)
                        ? new Reply.Committed(
                                at, Duration.ofNanos(TrueTime.waitNanos(turn.now(), at)))
                        : reply;
        desk.replies().add(caller.number(), told, after);
    }

    private void perform(Turn turn, Effect effect) {
        switch (effect) {
            case Effect.Log(TxnRecord.Forgotten record) ->
                    desk.proposals()
                            .addLater(turn, new ShardRecord.Transaction(record), LET_GO_WITHIN);
            case Effect.Log(TxnRecord.Resolved record) ->
                    desk.proposals()
                            .addLater(turn, new ShardRecord.Transaction(record), RESOLVE_WITHIN);
            case Effect.Log(TxnRecord record) ->
                    desk.proposals().add(new ShardRecord.Transaction(record), idOf(record));
            case Effect.Send(Parley message) -> desk.parleys().add(message);
            case Effect.Answer(Caller caller, Reply reply, Optional<Timestamp> after) ->
                    answer(turn, caller, reply, after.orElse(Timestamp.MIN));
            case Effect.Secure secure -> secure(turn, secure);
            case Effect.Hold(TxnRecord.Prepared prepared) -> hold(prepared);
            case Effect.Release(TxnId txn, _) -> {
                if (!participant.hasVoted(txn)) {
                    locking.release(turn, txn);
                }
            }
            case Effect.WakeAt(Timestamp at) ->
                    wakeAt = Optional.of(Timestamp.min(at, wakeAt.orElse(Timestamp.MAX)));
        }
    }

    /// Whose writes a record brings; those of a resolved one count as prepared until then.
    private static Optional<TxnId> idOf(TxnRecord record) {
        return switch (record) {
            case TxnRecord.Prepared prepared -> Optional.of(prepared.txn());
            case TxnRecord.Committed committed -> Optional.of(committed.txn());
            case TxnRecord.Aborted _,
                    TxnRecord.Resolved _,
                    TxnRecord.Forgotten _,
                    TxnRecord.Horizon _ ->
                    Optional.empty();
        };
    }

    private void hold(TxnRecord.Prepared prepared) {
        List<Lock> locks = new ArrayList<>();
        prepared.share().writes().forEach(write -> locks.add(Lock.on(write.key(), write.mode())));
        for (Held held : prepared.reads().orElse(List.of())) {
            locks.add(new Lock(held.span(), held.mode()));
        }
        locking.table().restore(prepared.attempt(), locks);
    }

    private void secure(Turn turn, Effect.Secure asked) {
        TxnId txn = asked.attempt().id();
        Share share = asked.share();
        Optional<Failure> lost = checks.lostLocks(txn, share);
        List<Lock> locks = ShareChecks.locks(share);
        if (lost.isPresent()) {
            refuse(turn, new Refusal(asked, lost.get()));
        } else if (!locks.isEmpty()) {
            locking.acquire(
                    turn, asked.attempt(), locks, Locking.Patience.USUAL, new Securing(asked));
        } else if (locking.table().tenure(txn).isPresent()) {
            vouch(turn, asked, locking.table().tenure(txn).get());
        } else {
            Failure why = new BadInput.MalformedRequest("a share that neither reads nor writes");
            refuse(turn, new Refusal(asked, why));
        }
    }

    /// Waits for what a share needs.
    private final class Securing implements Waiter {
        private final Effect.Secure asked;

        Securing(Effect.Secure asked) {
            this.asked = asked;
        }

        @Override
        public void granted(Turn turn, Tenure tenure, List<Lock> skipped) {
            vouch(turn, asked, tenure);
        }

        @Override
        public void failed(Turn turn, Failure why) {
            refuse(turn, new Refusal(asked, why));
        }
    }

    private void vouch(Turn turn, Effect.Secure asked, Tenure tenure) {
        Attempt attempt = asked.attempt();
        Optional<ShareChecks.Objection> objection = checks.objection(attempt.id(), asked.share());
        if (objection.isEmpty()) {
            locking.voted(turn, attempt.id());
            Secured how = new Secured(tenure, reads(attempt.id(), asked.share()));
            run(
                    turn,
                    switch (asked.role()) {
                        case COORDINATOR -> coordinator.secured(attempt.id(), how);
                        case PARTICIPANT ->
                                participant.secured(attempt.id(), asked.share().span(), how);
                    });
            return;
        }
        Refusal refusal = new Refusal(asked, objection.get().why());
        if (turn.isPast(objection.get().met()) || !checks.waitsWithFailures()) {
            refuse(turn, refusal);
        } else {
            refusals.computeIfAbsent(objection.get().met(), _ -> new ArrayList<>(1)).add(refusal);
        }
    }

    /// What a vote that is logged vouches for beside its writes, if it is little enough: with it a
    /// later leader can vouch for longer.
    private Optional<List<Held>> reads(TxnId txn, Share share) {
        if (share.onlyReads()) {
            return Optional.empty();
        }
        int limit = TxnRecord.Prepared.MAX_HELD;
        TreeMap<Key, LockMode> written = new TreeMap<>();
        share.writes().forEach(write -> written.put(write.key(), write.mode()));
        return locking.table()
                .held(txn, limit + written.size())
                .map(held -> held.stream().filter(lock -> !isImplied(lock, written)).toList())
                .filter(held -> held.size() <= limit)
                .map(held -> held.stream().map(l -> new Held(l.span(), l.mode())).toList());
    }

    private static boolean isImplied(Lock lock, Map<Key, LockMode> written) {
        LockMode mode = written.get(lock.span().from());
        return lock.span().isPoint() && mode != null && mode.covers(lock.mode());
    }

    private void refuse(Turn turn, Refusal refusal) {
        TxnId txn = refusal.asked().attempt().id();
        if (!participant.hasVoted(txn)) {
            locking.end(turn, txn, refusal.why());
        }
        run(
                turn,
                switch (refusal.asked().role()) {
                    case COORDINATOR -> coordinator.refused(txn, refusal.why());
                    case PARTICIPANT ->
                            participant.refused(txn, refusal.asked().share().span(), refusal.why());
                });
    }

    /// For resignations: whoever leads next gives nothing up to this.
    Optional<Timestamp> furthestBound() {
        return participant.furthestBound();
    }
}
