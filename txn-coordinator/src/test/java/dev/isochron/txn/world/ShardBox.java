package dev.isochron.txn.world;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.InvariantViolation;
import dev.isochron.txn.Caller;
import dev.isochron.txn.Coordinator;
import dev.isochron.txn.Effect;
import dev.isochron.txn.MemoryShelf;
import dev.isochron.txn.Participant;
import dev.isochron.txn.Role;
import dev.isochron.txn.Rule;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.Secured;
import dev.isochron.txn.TxnState;
import dev.isochron.txn.record.Held;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One shard: its log's state, its leader with both machines and the locks of the one transaction.
/// A step works on a copy.
final class ShardBox {

    static final Caller COMMITTER = new Caller(1);
    static final Caller ASKER = new Caller(2);
    static final Caller PREPARER = new Caller(3);

    private static final Parley.Grievance GRIEVANCE =
            new Parley.Grievance(
                    new RowName(Plan.writeKey(0), "a row"),
                    LockMode.whole(),
                    new Contender(new TxnId(Timestamp.MIN, 0, 0), "older", ""));

    private final Plan plan;
    private final Set<Rule> rules;
    private final int index;
    private final HandLease lease;
    private final MemoryShelf shelf;
    private final TxnState state;
    private Coordinator coordinator;
    private Participant participant;
    private final List<TxnRecord> inFlight;
    private final Locks locks;
    final Ghost ghost;

    /// What the step that is being made brings forth.
    private final List<Wire> sent = new ArrayList<>();

    private ShardBox(Plan plan, Set<Rule> rules, int index, HandLease lease, MemoryShelf shelf) {
        this.plan = plan;
        this.rules = rules;
        this.index = index;
        this.lease = lease;
        this.shelf = shelf;
        this.state = TxnState.load(shelf, Span.ALL, rules);
        this.coordinator = new Coordinator(Plan.home(index), state, lease, Plan.SETTINGS, rules);
        this.participant = new Participant(Plan.home(index), state, lease, Plan.SETTINGS, rules);
        this.inFlight = new ArrayList<>();
        this.locks = new Locks();
        this.ghost = new Ghost();
    }

    static ShardBox initial(Plan plan, Set<Rule> rules, int index) {
        Plan.Site site = plan.sites().get(index);
        HandLease lease = new HandLease(site.skew(), site.lease(), Plan.START);
        ShardBox box = new ShardBox(plan, rules, index, lease, new MemoryShelf());
        if (!plan.blind()) {
            box.locks.take(Plan.FIRST, true, false);
        }
        long first = lease.lastGiven().nanos();
        box.ghost.readVersions.add(first);
        box.ghost.writeVersions.add(first);
        return box;
    }

    private ShardBox(ShardBox other) {
        this.plan = other.plan;
        this.rules = other.rules;
        this.index = other.index;
        this.lease = other.lease.copy();
        this.shelf = other.shelf.copy();
        this.state = TxnState.load(shelf, Span.ALL, rules);
        this.coordinator = other.coordinator.copy(state, lease);
        this.participant = other.participant.copy(state, lease);
        this.inFlight = new ArrayList<>(other.inFlight);
        this.locks = other.locks.copy();
        this.ghost = other.ghost.copy();
    }

    /// What comes of an input; this box stays as it is.
    Step step(Input input, long time) {
        ShardBox next = new ShardBox(this);
        next.lease.time(time);
        try {
            next.take(input);
            next.ghost.arrival = next.coordinator.decides(Plan.TXN) ? next.ghost.arrival : -1;
        } catch (InvariantViolation | IllegalStateException broken) {
            next.ghost.violation = String.valueOf(broken.getMessage());
        }
        return new Step(next, List.copyOf(next.sent));
    }

    record Step(ShardBox box, List<Wire> sent) {}

    boolean allows(Input input) {
        return switch (input) {
            case Input.Deliver _, Input.Tick _ -> true;
            case Input.Choose _ -> !inFlight.isEmpty();
            case Input.Crash(var found) -> found < 1 << Math.min(inFlight.size(), 2);
            case Input.Rival(var readRow) -> !locks.holds(readRow);
            case Input.Wound _ -> locks.tenure().isPresent();
            case Input.Idle _ -> locks.tenure().isPresent() && !isBound();
            case Input.Horizon _ -> !ghost.horizon;
        };
    }

    private void take(Input input) {
        switch (input) {
            case Input.Deliver(var wire) -> deliver(wire);
            case Input.Choose _ -> choose(inFlight.removeFirst());
            case Input.Crash(var found) -> crash(found);
            case Input.Tick _ -> {
                perform(coordinator.tick());
                perform(participant.tick());
            }
            case Input.Rival(var readRow) -> rival(readRow);
            case Input.Wound _ -> wound();
            case Input.Idle _ -> end();
            case Input.Horizon _ -> {
                ghost.horizon = true;
                inFlight.add(new TxnRecord.Horizon(new Timestamp(Plan.BIRTH + 1)));
            }
        }
    }

    private void deliver(Wire wire) {
        switch (wire) {
            case Wire.Peer(var message) -> {
                perform(coordinator.receive(message));
                perform(participant.receive(message));
            }
            case Wire.Prepare _ -> perform(participant.prepare(PREPARER, plan.prepare(index)));
            case Wire.Commit _ -> {
                if (!coordinator.decides(Plan.TXN)) {
                    ghost.arrival = lease.now().latestNanos();
                }
                perform(coordinator.commit(COMMITTER, plan.commit()));
            }
            case Wire.Ask _ -> perform(coordinator.askOutcome(ASKER, Plan.writeKey(0), Plan.TXN));
        }
    }

    private void choose(TxnRecord record) {
        Ruling ruling = state.apply(record);
        ghost.applied(record, ruling);
        perform(coordinator.applied(record, ruling));
        perform(participant.applied(record, ruling));
    }

    private void crash(int found) {
        ghost.crashes++;
        perform(coordinator.close(_ -> false));
        perform(participant.close());
        for (int i = 0; i < Math.min(inFlight.size(), 2); i++) {
            if ((found >> i & 1) != 0) {
                TxnRecord record = inFlight.get(i);
                ghost.applied(record, state.apply(record));
            }
        }
        inFlight.clear();
        locks.lose();
        lease.succeed();
        coordinator = new Coordinator(Plan.home(index), state, lease, Plan.SETTINGS, rules);
        participant = new Participant(Plan.home(index), state, lease, Plan.SETTINGS, rules);
        perform(coordinator.start());
        perform(participant.start());
    }

    private void rival(boolean readRow) {
        lease.give(Timestamp.MIN)
                .ifPresent(at -> {
                    ghost.rivals++;
                    ghost.write(readRow, at.nanos());
                });
    }

    private void wound() {
        if (coordinator.decides(Plan.TXN)) {
            perform(coordinator.wound(Plan.TXN, GRIEVANCE));
        } else if (participant.hasVoted(Plan.TXN)) {
            perform(participant.wound(Plan.TXN, GRIEVANCE));
        } else {
            end();
        }
    }

    private void end() {
        Failure why = new Unavailable.Cancelled();
        perform(participant.release(Plan.TXN, why));
        locks.release();
    }

    /// Whether only an outcome, or a bound, may end the locks.
    private boolean isBound() {
        return coordinator.decides(Plan.TXN) || participant.hasVoted(Plan.TXN);
    }

    private void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Log(var record) -> propose(record);
                case Effect.Send(var message) -> sent.add(new Wire.Peer(message));
                case Effect.Answer answer -> answer(answer);
                case Effect.Secure secure -> secure(secure);
                case Effect.Hold(var prepared) ->
                        locks.take(
                                locks.next(ghost.crashes + 1),
                                prepared.reads().isPresent(),
                                !prepared.share().onlyReads());
                case Effect.Release _ -> locks.release();
                case Effect.WakeAt _ -> {}
            }
        }
    }

    private void propose(TxnRecord record) {
        if (record instanceof TxnRecord.Committed committed
                && committed.at().nanos() < ghost.arrival) {
            ghost.violation = "T2: commits below the time at which the request arrived";
        }
        inFlight.add(record);
    }

    private void answer(Effect.Answer answer) {
        boolean asked = !answer.caller().equals(PREPARER);
        switch (answer.reply()) {
            case Reply.Committed _ -> ghost.toldCommitted = true;
            case Reply.Told(Outcome.Committed _) -> ghost.toldCommitted = true;
            case Reply.Told(Outcome.Undone _) -> ghost.toldAborted = true;
            case Reply.Failed(var why) -> {
                boolean surely = why instanceof Aborted || why instanceof BadInput;
                ghost.toldAborted |= asked && surely;
            }
            default -> {}
        }
    }

    private void secure(Effect.Secure secure) {
        boolean quotes = secure.share().tenure().isPresent();
        boolean writes = !secure.share().onlyReads();
        Tenure live = locks.tenure().orElseGet(() -> locks.next(ghost.crashes + 1));
        locks.take(live, quotes, writes);
        Optional<List<Held>> reads =
                plan.sites().get(index).logsReads()
                        ? Optional.of(
                                List.of(
                                        new Held(
                                                Span.point(Plan.readKey(index)), LockMode.whole())))
                        : Optional.empty();
        Secured how = new Secured(live, reads);
        if (secure.role() == Role.COORDINATOR) {
            perform(coordinator.secured(Plan.TXN, how));
        } else {
            perform(participant.secured(Plan.TXN, secure.share().span(), how));
        }
    }

    long ahead() {
        return lease.ahead();
    }

    int inFlight() {
        return inFlight.size();
    }

    /// What is different from an earlier state of this shard, for people.
    List<String> news(ShardBox before) {
        List<String> news = new ArrayList<>();
        for (TxnRecord record : inFlight) {
            if (!before.inFlight.contains(record)) {
                news.add("logs " + Words.of(record));
            }
        }
        news.addAll(ghost.news(before.ghost));
        if (before.locks.tenure().isPresent() && locks.tenure().isEmpty()) {
            news.add("its locks are free");
        }
        return news;
    }

    /// Whether nothing of the transaction is left but its outcome.
    boolean rests() {
        return inFlight.isEmpty()
                && locks.tenure().isEmpty()
                && state.inDoubt().isEmpty()
                && state.untold().isEmpty()
                && coordinator.toString().startsWith("{}")
                && participant.toString().equals("{}");
    }

    /// All that its future depends on, and all that judges look at.
    List<Object> image() {
        return List.of(
                index,
                shelf.all(),
                shelf.horizon(),
                inFlight,
                lease.image(),
                locks.image(),
                coordinator.image(),
                participant.image(),
                ghost.image());
    }

    @Override
    public String toString() {
        return index
                + " log "
                + shelf.all()
                + shelf.horizon().nanos()
                + " flies "
                + inFlight
                + " lease "
                + lease
                + " locks "
                + locks
                + " C "
                + coordinator
                + " P "
                + participant
                + " ghost "
                + ghost;
    }

    /// The locks of the one transaction.
    private static final class Locks {
        private Optional<Tenure> entry = Optional.empty();
        private boolean read;
        private boolean write;
        private long entries;

        Locks copy() {
            Locks copy = new Locks();
            copy.entry = entry;
            copy.read = read;
            copy.write = write;
            copy.entries = entries;
            return copy;
        }

        Tenure next(long round) {
            entries = Math.min(entries + 1, 2);
            return new Tenure(round, 1, entries);
        }

        void take(Tenure tenure, boolean reads, boolean writes) {
            entry = Optional.of(tenure);
            read |= reads;
            write |= writes;
        }

        void release() {
            entry = Optional.empty();
            read = false;
            write = false;
        }

        void lose() {
            release();
            entries = 0;
        }

        boolean holds(boolean readRow) {
            return readRow ? read : write;
        }

        Optional<Tenure> tenure() {
            return entry;
        }

        List<Object> image() {
            return List.of(entry, read, write, entries);
        }

        @Override
        public String toString() {
            return entry + (read ? "r" : "") + (write ? "w" : "") + entries;
        }
    }
}
